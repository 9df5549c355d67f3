import type { AuditedStream, HearingSocket, Interval } from "@listenkey/simulator";
import type { StreamItem } from "@listenkey/stream";
import type { StreamSession, Word } from "../../run/evidence.ts";
import { factsOf, type DayFacts } from "./day-facts.ts";
import type { Evidence } from "../../run/evidence.ts";
import type { MachineFacts } from "./machine-facts.ts";
import { endOfSession } from "./session-end.ts";
import type { SocketFacts } from "./socket-facts.ts";
import { socketsOf } from "./sockets-of.ts";
import type { Spans } from "./spans.ts";

/** What may have arrived at a process right before it was killed, and was not looked at any more; in milliseconds. */
const UNDER_WAY_MS = 1_000;

/** The sessions of a day that were ever live, as the exchange's log shows them. */
const known = new WeakMap<Evidence, readonly StreamView[]>();

/** The streams that were ever live. */
export function streamViews(evidence: Evidence): readonly StreamView[] {
  let views = known.get(evidence);
  if (views === undefined) {
    const facts = factsOf(evidence);
    views = evidence.streams.flatMap((session) =>
      session.liveAt === undefined ? [] : [new StreamView(session, session.liveAt, facts)],
    );
    known.set(evidence, views);
  }
  return views;
}

/** A stream from its first `live` to its end, and what the exchange's log says about its sockets. */
export class StreamView {
  readonly session: StreamSession;
  readonly facts: DayFacts;
  readonly machine: MachineFacts;
  readonly whose: AuditedStream & { readonly clients: readonly [string] };
  /** From the first `live` until it was closed or killed, or has failed. */
  readonly life: Interval;
  /** When nobody could hear anything for it in its life. */
  readonly unheard: readonly Interval[];
  #hearing: readonly HearingSocket[] | undefined;
  #covered: Interval | undefined;

  constructor(session: StreamSession, liveAt: number, facts: DayFacts) {
    const { plan, way } = session;
    this.session = session;
    this.facts = facts;
    this.machine = facts.machine(session.machine);
    this.whose = { account: plan.account, product: way.exchangeId, clients: [plan.egress] };
    this.life = { from: liveAt, to: Math.max(liveAt, endOf(session, facts.evidence.endedAt)) };
    this.unheard = facts.evidence.index.unheard(this.whose, this.life, this.#onlyOneHears);
  }

  get name(): string {
    return this.session.plan.name;
  }

  /** The longest that something is on its way, in milliseconds. */
  get latencyMs(): number {
    return this.machine.plan.latencyMs.max;
  }

  /** The sockets that its client has opened for the account, in this session or another. */
  get sockets(): readonly SocketFacts[] {
    const { egress: client, account } = this.session.plan;
    return socketsOf(this.facts, { client, account });
  }

  /** The sockets that could hear the account, in the order in which they began to. */
  get hearing(): readonly HearingSocket[] {
    return (this.#hearing ??= this.facts.evidence.index.hearing(this.whose));
  }

  /** When something stood in its way, the pauses until the next attempt included. */
  get hindrances(): Spans {
    const { egress: client, account } = this.session.plan;
    return this.facts.hindrancesOf({ client, account });
  }

  /**
   * What it has to answer for: from the first `live` to its end, but for what it could not know of any more. If it was
   * interrupted by then, only until it was last known good.
   */
  get covered(): Interval {
    return (this.#covered ??= { from: this.life.from, to: this.#coveredTo() });
  }

  /** When an item of it was given to the program. */
  timeOf(item: StreamItem): number {
    const { items, times } = this.session;
    return times[items.indexOf(item)] ?? Infinity;
  }

  /** The latest word that says whether it was live, up to a moment. */
  wordAt(at: number): Word | undefined {
    return this.session.words.findLast((word) => word.at <= at && saysWhether(word));
  }

  /** When it said that it was live, as far as that lies in a span. */
  liveWithin(span: Interval): readonly Interval[] {
    const stretches: Interval[] = [];
    let since = this.wordAt(span.from)?.name === "live" ? span.from : undefined;
    for (const { name, at } of this.session.words.filter(saysWhether)) {
      if (at <= span.from || at > span.to) continue;
      if (name === "live") since ??= at;
      else if (since !== undefined) {
        stretches.push({ from: since, to: at });
        since = undefined;
      }
    }
    if (since !== undefined) stretches.push({ from: since, to: span.to });
    return stretches;
  }

  #coveredTo(): number {
    const { session, life, unheard } = this;
    const end = Math.min(life.to, Math.max(life.from, session.coveredUntil));
    const last = session.words.findLast(({ name, at }) => at <= end && STATES.has(name));
    if (last?.name === "interrupted") {
      // What it says of itself is by a clock that somebody may have set since.
      const hole = unheard.findLast(({ from }) => from <= last.at);
      return Math.min(end, session.provenAt ?? last.at, last.at, hole?.from ?? Infinity);
    }
    // Whatever has just begun nobody could have noticed; whether it has lasted too long is for another to judge.
    const tail = unheard.findLast(({ from, to }) => from <= end && to >= end);
    return tail === undefined ? end : Math.min(end, tail.from);
  }

  get #onlyOneHears(): boolean {
    return this.facts.evidence.plan.dialect.secondSocket === "nothing";
  }
}

function endOf(session: StreamSession, dayEndsAt: number): number {
  const { killedAt } = session;
  if (killedAt !== undefined) return killedAt - UNDER_WAY_MS;
  return Math.min(endOfSession(session), Math.max(dayEndsAt, session.closeCalledAt ?? 0));
}

/** The words that say whether events come. */
const STATES: ReadonlySet<string> = new Set(["live", "interrupted"]);

function saysWhether({ name }: Word): boolean {
  return STATES.has(name) || name === "closed" || name === "failed";
}
