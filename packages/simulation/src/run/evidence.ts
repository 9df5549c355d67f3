import type { LogIndex, LogRecord } from "@listenkey/simulator";
import type { StreamItem, StreamStats } from "@listenkey/stream";
import type { DayPlan, FaultPlan, ManagerPlan, StreamPlan } from "../plan/day-plan.ts";
import type { Way } from "../plan/ways.ts";

/**
 * What is known of a day when it is over: what the exchange wrote down, and what each program did. Validators judge by
 * the first; the second is what they judge. All times are epoch milliseconds of the exchange's clock unless they say
 * otherwise: machines have clocks of their own, and nobody is judged by those.
 */
export interface Evidence {
  readonly plan: DayPlan;
  /** When the day began. */
  readonly startedAt: number;
  /** When the day was over, and every program was told to close. */
  readonly endedAt: number;
  /** The whole log of the exchange, in an order that questions can be asked in. */
  readonly index: LogIndex;
  /** What the exchange wrote down, frames and events apart: requests, keys, sockets, subscriptions, limits, outages. */
  readonly records: readonly LogRecord[];
  /** What became of each fault, in the order of the plan. */
  readonly faults: readonly Occurrence[];
  /** Every stream from its opening to its close; a program that was restarted has several. */
  readonly streams: readonly StreamSession[];
  /** Every managed key, likewise. */
  readonly managers: readonly ManagerSession[];
  /** Every machine, at the end. */
  readonly machines: readonly MachineRemains[];
  /** Keys, tokens, signatures, API keys and secrets that were about, and that nobody else may see. */
  readonly secrets: ReadonlySet<string>;
  /** Requests that were given up while their answers were still awaited: whatever those said, nobody read it. */
  readonly givenUp: readonly GivenUpRequest[];
  /** Rejections that nobody handled, and errors that nobody caught, as they would have killed the process. */
  readonly uncaught: readonly unknown[];
}

/** A request over REST that its program no longer wanted before the answer had come. */
export interface GivenUpRequest {
  /** The way out that it went by. */
  readonly client: string;
  readonly path: string;
  readonly sentAt: number;
  readonly givenUpAt: number;
}

/** A fault that was planned, and what became of it. */
export interface Occurrence {
  readonly plan: FaultPlan;
  /** When it began; absent if it found nothing to strike. */
  readonly beganAt: number | undefined;
  /** When it was over: when it had struck as often as it was to, or its time was up. The end of the day if it never was. */
  readonly endedAt: number;
  /** How often it struck. */
  readonly struck: number;
}

/** A lifecycle event. */
export interface Word {
  readonly name: string;
  /** When it was said. */
  readonly at: number;
  /** The state that its listener found. */
  readonly state: string;
  /** What it said. */
  readonly event: unknown;
}

/** What sessions have in common. */
interface CommonSession {
  readonly machine: string;
  readonly way: Way;
  readonly openedAt: number;
  /** When the program called `close()`; absent where it ended by itself. */
  readonly closeCalledAt: number | undefined;
  /** When that had resolved; absent if it never did. */
  readonly closedAt: number | undefined;
  /** When its process was killed; absent if it was not. Then it was never closed. */
  readonly killedAt: number | undefined;
  /** Everything that it said about itself, in order. */
  readonly words: readonly Word[];
  /** What was said or given to listeners after {@link closedAt}: there must be nothing. */
  readonly saidAfterClose: number;
  /** The state in the end. */
  readonly finalState: string;
}

/** One stream, from its opening to its close. */
export interface StreamSession extends CommonSession {
  readonly plan: StreamPlan;
  /** Every item that the program was given, in that order. */
  readonly items: readonly StreamItem[];
  /** When it was given each of {@link items}. */
  readonly times: readonly number[];
  /** When it was live for the first time; absent if it never was. */
  readonly liveAt: number | undefined;
  /**
   * Until when it must have been given everything that arrived: until it was closed or killed; where its reader was
   * behind by then, until what it was given last had arrived.
   */
  readonly coveredUntil: number;
  /** When it was last proved to bring everything, asked right before the close; absent before it was live. */
  readonly provenAt: number | undefined;
  /** Its own numbers, asked right before the close. */
  readonly stats: StreamStats;
  /** What `ready()` came to. */
  readonly ready: "resolved" | "rejected" | "pending";
  /** What its iterators threw; always empty for listeners. */
  readonly iteratorErrors: readonly IteratorError[];
  /** How often a listener of the program threw, and how often the stream reported that. */
  readonly listenerErrors: { readonly thrown: number; readonly reported: number };
}

/** An error that an iterator has thrown. */
export interface IteratorError {
  readonly at: number;
  /** Its code, e.g. `BACKLOG`; the name of the class for anything else. */
  readonly code: string;
  /** How many items were dropped, where it says so. */
  readonly count: number | undefined;
  /** How many items of the stream had been given before. */
  readonly afterItems: number;
}

/** One managed key, from its opening to its close, and the plain socket that the program opens with it. */
export interface ManagerSession extends CommonSession {
  readonly plan: ManagerPlan;
  /** Every socket that it dialled with the key it was given. */
  readonly dials: readonly ManagerDial[];
  /** Set where the program asked for `revoke()` instead of closing. */
  readonly revocation: Revocation | undefined;
}

/** A socket that a program has opened with `manager.listenKey`. */
export interface ManagerDial {
  readonly at: number;
  /** The number under which the exchange knows the key; 0 for what was no key of it. */
  readonly key: number;
}

/** A call of `revoke()`. */
export interface Revocation {
  readonly calledAt: number;
  /** Absent while it has not settled. */
  readonly settledAt: number | undefined;
  /** `revoked`, or the code of the error. */
  readonly outcome: string | undefined;
  /** The programs of the same machine that held the key when it was called, by their names. */
  readonly heldBy: readonly string[];
}

/** What is left of a machine after everything on it was closed, and some time has passed. */
export interface MachineRemains {
  readonly name: string;
  /** Timers of its clock that are still pending. */
  readonly timers: number;
  /** Sockets that were neither closed nor ended. */
  readonly sockets: number;
  /** Requests, dials and frames that went out after everything was closed. */
  readonly departuresAfterClose: number;
  /** Calls on the library that have not settled: `ready()`, `open()`, `close()`, `next()`. */
  readonly pendingCalls: number;
}
