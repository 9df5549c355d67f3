import type { Dialect } from "@listenkey/simulator";
import type { WayName } from "../../plan/ways.ts";

/** Everything that is decided before the processes are started: plain data, drawn from a seed. All times are real. */
export interface ChaosPhase {
  readonly name: string;
  /** How many times faster than real time its clocks run. */
  readonly scale: number;
  /** How long it takes, in real milliseconds. */
  readonly lengthMs: number;
  /** How many events each account has in a real second. */
  readonly eventsPerSecond: number;
  readonly dialect: Partial<Dialect>;
  readonly accounts: readonly ChaosAccount[];
  readonly clients: readonly ChaosClient[];
  /** What is done to the processes, the earliest first. */
  readonly deeds: readonly ChaosDeed[];
}

/** An account on the exchange. */
export interface ChaosAccount {
  readonly id: string;
  readonly way: WayName;
}

/** A program in a process of its own, which reads one stream. */
export interface ChaosClient {
  /** Also the name of its process, and of its transport in the exchange's log. */
  readonly name: string;
  readonly account: string;
  /** Which of the account's API keys it has: 0 or 1. */
  readonly apiKey: number;
  readonly sockets: 1 | 2;
  /** Whether it listens, or iterates. */
  readonly reader: "listener" | "prompt";
  readonly transport: "node-http" | "fetch";
  /** How far its wall clock is ahead of the exchange's, in simulated milliseconds. */
  readonly skewMs: number;
}

/**
 * What can be done.
 *
 * - `kill`: SIGKILL; a new process is started after the length.
 * - `stop`: SIGSTOP; SIGCONT after the length.
 * - `cutOff`: the server drops every connection and everybody who comes, for the length.
 * - `unplug`: it stops listening as well; the same ports are opened again after the length.
 */
export type DeedKind = "kill" | "stop" | "cutOff" | "unplug";

/** Something that is done to a process. */
export interface ChaosDeed {
  readonly kind: DeedKind;
  /** The client; empty for the server. */
  readonly who: string;
  /** When, in real milliseconds from the beginning of the phase. */
  readonly atMs: number;
  /** For how long, in real milliseconds. */
  readonly lengthMs: number;
}
