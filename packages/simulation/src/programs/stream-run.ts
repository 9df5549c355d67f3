import type { Gap, StreamItem, UserDataStream, UserDataStreamOptions } from "@listenkey/stream";
import type { StreamPlan } from "../plan/day-plan.ts";
import type { StreamSession } from "../run/evidence.ts";
import { Diary } from "./diary.ts";
import { commonOptions, type ProgramParts } from "./program-parts.ts";
import { HANGING_BUFFER, Reader } from "./reader.ts";
import { STREAM_LIFECYCLE } from "@listenkey/testkit/stream-lifecycle";

/** What is asked right before the end. */
type LastAnswers = Pick<StreamSession, "coveredUntil" | "provenAt" | "stats">;

/** One stream of a program, and all that it brings, from its opening to its close. */
export class StreamRun {
  readonly #plan: StreamPlan;
  readonly #parts: ProgramParts;
  readonly #stream: UserDataStream;
  readonly #reader: Reader;
  readonly #diary: Diary;
  readonly #items: StreamItem[] = [];
  readonly #times: number[] = [];
  readonly #openedAt: number;
  #ready: StreamSession["ready"] = "pending";
  #listenerErrors = 0;
  #liveAt: number | undefined;
  #closeCalledAt: number | undefined;
  #killedAt: number | undefined;
  #last: LastAnswers | undefined;

  constructor(plan: StreamPlan, parts: ProgramParts) {
    const { machine, calls, now } = parts;
    this.#plan = plan;
    this.#parts = parts;
    this.#openedAt = now();
    this.#diary = new Diary(parts);
    this.#stream = machine.library.openUserDataStream(this.#options());
    this.#diary.hear(this.#stream, STREAM_LIFECYCLE);
    this.#stream.once("live", () => {
      this.#liveAt = now();
    });
    const take = (item: StreamItem): void => this.#take(item);
    const about = { stream: this.#stream, kind: plan.reader, clock: machine.clock };
    this.#reader = new Reader({ ...about, calls, now, take });
    void this.#awaitReady();
  }

  /** Whether it is neither closed nor failed. */
  get isOpen(): boolean {
    return this.#closeCalledAt === undefined && this.#killedAt === undefined && !this.#isOver;
  }

  /** Whether events come, as far as it knows. */
  get isLive(): boolean {
    return this.#stream.state === "live";
  }

  /** Takes nothing for a while. */
  hang(ms: number): void {
    this.#reader.hang(ms);
  }

  async close(): Promise<void> {
    if (!this.isOpen) return;
    const { calls, now } = this.#parts;
    this.#askLast();
    this.#closeCalledAt = now();
    await calls.track(this.#stream.close());
    this.#diary.closed();
  }

  /** Its process is gone. */
  killed(): void {
    if (!this.isOpen) return;
    this.#askLast();
    this.#killedAt = this.#parts.now();
  }

  /** What became of it. */
  session(): StreamSession {
    const { provenAt, stats, coveredUntil } = this.#askLast();
    return {
      plan: this.#plan,
      machine: this.#parts.machine.name,
      way: this.#parts.account.way,
      openedAt: this.#openedAt,
      closeCalledAt: this.#closeCalledAt,
      closedAt: this.#diary.closedAt,
      killedAt: this.#killedAt,
      words: this.#diary.words,
      saidAfterClose: this.#diary.saidAfterClose,
      finalState: this.#stream.state,
      items: this.#items,
      times: this.#times,
      liveAt: this.#liveAt,
      coveredUntil,
      provenAt,
      stats,
      ready: this.#ready,
      iteratorErrors: this.#reader.errors,
      listenerErrors: { thrown: this.#reader.thrown, reported: this.#listenerErrors },
    };
  }

  get #isOver(): boolean {
    return this.#stream.state === "closed" || this.#stream.state === "failed";
  }

  #options(): UserDataStreamOptions {
    const { account, machine, signer } = this.#parts;
    const { sockets, shareSockets, reader, signs } = this.#plan;
    const { way } = account;
    return {
      ...commonOptions(this.#parts),
      product: machine.library.products[way.product],
      access: way.access,
      account: this.#plan.account,
      sockets,
      shareSockets,
      ...(signs && { signer }),
      ...(reader === "hangs" && { buffer: { events: HANGING_BUFFER } }),
      onListenerError: () => {
        this.#listenerErrors += 1;
      },
    };
  }

  async #awaitReady(): Promise<void> {
    try {
      await this.#parts.calls.track(this.#stream.ready());
      this.#ready = "resolved";
    } catch {
      this.#ready = "rejected";
    }
  }

  #take(item: StreamItem): void {
    this.#diary.noteSaid();
    this.#items.push(item);
    this.#times.push(this.#parts.now());
    if (!isGap(item)) return;
    const { from, to, cause, seq } = item;
    this.#parts.tell(() => `gap ${seq} from ${from} to ${to} (${cause})`);
  }

  /** Asks what cannot be asked any more afterwards; the answers stay those of the first time. */
  #askLast(): LastAnswers {
    const { machine, now } = this.#parts;
    const { provenAt } = this.#stream;
    return (this.#last ??= {
      // A machine that is killed in its sleep has not run since it fell asleep.
      coveredUntil: Math.min(this.#reader.caughtUpTo, now() - machine.restingForMs),
      provenAt: provenAt === undefined ? undefined : now() - (machine.clock.now() - provenAt),
      stats: this.#stream.stats(),
    });
  }
}

function isGap(item: StreamItem): item is Gap {
  return item.type === "gap";
}
