import type { StreamItem } from "@listenkey/stream";
import type { StreamPlan } from "../../plan/day-plan.ts";
import { WAYS, type WayName } from "../../plan/ways.ts";
import type { IteratorError, StreamSession, Word } from "../../run/evidence.ts";
import type { BeatNote, EndNote, Note } from "../notes/note.ts";
import type { Span } from "../time/scaled-clock.ts";

/** A process of a client, from its start to its end. */
export interface ClientProcess {
  readonly plan: StreamPlan;
  readonly way: WayName;
  /** Whether it was killed. */
  readonly isKilled: boolean;
  /**
   * What may have arrived shortly before a kill, and not been written down, in simulated milliseconds: so much sooner
   * ends what it answers for.
   */
  readonly unwrittenMs: number;
}

/** What a process has written down. */
export interface NotedSession {
  /** Absent if it ended before it had opened its stream. */
  readonly session: StreamSession | undefined;
  /** When it could not run. */
  readonly late: readonly Span[];
  /** What was left in the end; absent if it did not end by itself. */
  readonly end: EndNote | undefined;
  readonly uncaught: readonly unknown[];
}

/** What a stream says of itself before it has said anything. */
const NO_BEAT: Omit<BeatNote, "note" | "at"> = {
  state: "opening",
  ready: "pending",
  listenerErrors: 0,
  stats: {
    liveSockets: 0,
    events: 0,
    copiesDropped: 0,
    late: 0,
    rotations: 0,
    reconnects: 0,
    gaps: 0,
    framesRejected: 0,
    lagMs: undefined,
    livenessBoundMs: undefined,
  },
};

/** Collects the notes of a process, one by one. */
export class SessionNotes {
  readonly #items: StreamItem[] = [];
  readonly #times: number[] = [];
  readonly #words: Word[] = [];
  readonly #late: Span[] = [];
  readonly #iteratorErrors: IteratorError[] = [];
  readonly #uncaught: unknown[] = [];
  #openedAt: number | undefined;
  #closeCalledAt: number | undefined;
  #closedAt: number | undefined;
  #beat: BeatNote | undefined;
  #end: EndNote | undefined;
  #lastAt = 0;

  add(note: Note): void {
    this.#lastAt = note.at;
    switch (note.note) {
      case "item":
        // What a validator asks of an item has been written down; the rest of the class has not.
        this.#items.push(note.item as StreamItem);
        return void this.#times.push(note.at);
      case "word":
        return void this.#words.push(note);
      case "beat":
        this.#beat = note;
        return;
      case "late":
        return void this.#late.push({ from: note.from, to: note.at });
      default:
        this.#addRare(note);
    }
  }

  /** What they come to. */
  conclude(of: ClientProcess): NotedSession {
    return {
      session: this.#openedAt === undefined ? undefined : this.#session(of, this.#openedAt),
      late: this.#late,
      end: this.#end,
      uncaught: this.#uncaught,
    };
  }

  #addRare(note: Exclude<Note, { note: "item" | "word" | "beat" | "late" }>): void {
    switch (note.note) {
      case "opened":
        this.#openedAt = note.at;
        return;
      case "closing":
        this.#closeCalledAt = note.at;
        return;
      case "closed":
        this.#closedAt = note.at;
        return;
      case "iteratorError": {
        const { at, code, count, afterItems } = note;
        return void this.#iteratorErrors.push({ at, code, count, afterItems });
      }
      case "uncaught":
        return void this.#uncaught.push(note.error);
      case "end":
        this.#end = note;
    }
  }

  #session(of: ClientProcess, openedAt: number): StreamSession {
    const { plan, way } = of;
    const { state, provenAt, stats, ready, listenerErrors: reported } = this.#beat ?? NO_BEAT;
    return {
      machine: plan.egress,
      plan,
      way: WAYS[way],
      openedAt,
      ...this.#ending(of),
      words: this.#words,
      saidAfterClose: this.#end?.saidAfterClose ?? 0,
      finalState: this.#words.at(-1)?.state ?? state,
      items: this.#items,
      times: this.#times,
      liveAt: this.#words.find(({ name }) => name === "live")?.at,
      provenAt,
      stats,
      ready,
      iteratorErrors: this.#iteratorErrors,
      listenerErrors: { thrown: 0, reported },
    };
  }

  #ending({
    isKilled,
    unwrittenMs,
  }: ClientProcess): Pick<
    StreamSession,
    "closeCalledAt" | "closedAt" | "killedAt" | "coveredUntil"
  > {
    const [closeCalledAt, closedAt] = [this.#closeCalledAt, this.#closedAt];
    if (isKilled && closedAt === undefined) {
      const killedAt = this.#lastAt;
      return { closeCalledAt, closedAt, killedAt, coveredUntil: killedAt - unwrittenMs };
    }
    const coveredUntil = closeCalledAt ?? this.#lastAt;
    return { closeCalledAt, closedAt, killedAt: undefined, coveredUntil };
  }
}
