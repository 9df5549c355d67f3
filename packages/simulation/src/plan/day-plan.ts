import type { Dialect } from "@listenkey/simulator";
import type { FaultKind } from "../faults/fault-kinds.ts";
import type { WayName } from "./ways.ts";

/**
 * Everything that is decided before a day begins: plain data, drawn from a seed, so that it can be printed, kept, and
 * made shorter while it still fails. What the day itself draws (latencies, losses, trades) comes from the seed, too.
 */
export interface DayPlan {
  /** What the plan was drawn from, and everything else is. */
  readonly seed: number;
  /** How long the day is, in milliseconds. */
  readonly lengthMs: number;
  /** How the exchange behaves where the documents are in dispute. */
  readonly dialect: Partial<Dialect>;
  readonly weather: Weather;
  readonly accounts: readonly AccountPlan[];
  readonly machines: readonly MachinePlan[];
  /** Everything that goes wrong at a time of its own, the earliest first. */
  readonly faults: readonly FaultPlan[];
}

/** What goes wrong now and then, all day long, until {@link DayPlan.faults} are over too. */
export interface Weather {
  /** Which share of requests never arrives. */
  readonly lostRequests: number;
  /** Which share of replies is lost: what was asked for has been done. */
  readonly lostReplies: number;
  /** Which share of handshakes is refused. */
  readonly refusedSockets: number;
  /** Which share of frames is silently kept from one of the sockets they are meant for. */
  readonly lostFrames: number;
}

/** An account on the exchange, and what happens to it. */
export interface AccountPlan {
  /** Its id on the exchange. */
  readonly id: string;
  /** Its product, and how its stream is obtained. */
  readonly way: WayName;
  /** How often something happens to its orders, in times per minute; each makes one event to four. */
  readonly perMinute: number;
  /**
   * How often something odd happens to it, in times per hour: an unknown event, one with an unknown value, two alike to
   * the byte, a very large one.
   */
  readonly oddPerHour: number;
}

/** A machine with programs on it, a process of its own. */
export interface MachinePlan {
  readonly name: string;
  /** How far its wall clock is ahead of the exchange's at the beginning, in milliseconds. */
  readonly skewMs: number;
  /** By how much faster its clocks run, e.g. 2e-5. */
  readonly drift: number;
  /** How long requests, replies and frames are under way, in milliseconds. */
  readonly latencyMs: { readonly min: number; readonly max: number };
  /** Whether its runtime shows ping frames, as Node does and browsers do not. */
  readonly seesPings: boolean;
  readonly programs: readonly ProgramPlan[];
}

/** What runs on a machine. */
export type ProgramPlan = StreamPlan | ManagerPlan;

/** What programs have in common. */
interface CommonPlan {
  /** Unique over the whole day. */
  readonly name: string;
  /** Whose events it wants. */
  readonly account: string;
  /** Which of the account's API keys it has: 0 or 1. */
  readonly apiKey: number;
  /** When it is started, in milliseconds from the beginning of the day. */
  readonly startsAtMs: number;
  /** The name of its transport on the exchange: programs of a machine with the same one share it. */
  readonly egress: string;
}

/** A program that reads a stream. */
export interface StreamPlan extends CommonPlan {
  readonly kind: "stream";
  readonly sockets: 1 | 2;
  readonly reader: ReaderKind;
  /** Whether it has a signer: always where the subscription is signed; where there are listen tokens it may. */
  readonly signs: boolean;
  /** Where the product can: whether its accounts share sockets. */
  readonly shareSockets: boolean;
}

/** A program that has its key managed, and opens a socket by itself. */
export interface ManagerPlan extends CommonPlan {
  readonly kind: "manager";
}

/**
 * How a program takes its events: as they come (`listener`); with a listener beside it that `throws`, or that
 * unsubscribes (`fickle`) in its own callback; by an iterator, `prompt`, `slow`, or one that `hangs` for a while.
 */
export type ReaderKind = "listener" | "throws" | "fickle" | "prompt" | "slow" | "hangs";

/** Something that goes wrong. */
export interface FaultPlan {
  readonly kind: FaultKind;
  /** When, in milliseconds from the beginning of the day. */
  readonly atMs: number;
  /** For how long, in milliseconds; 0 for what happens in a moment. */
  readonly lengthMs: number;
  /** The machine, program or account that it concerns, by its name; empty if everybody. */
  readonly who: string;
  /** Something that the kind of fault knows: how many, how much, which. */
  readonly size: number;
}
