import type { Clock } from "@listenkey/core";
import type { ExchangeGate } from "../../exchange-gate.ts";
import { Pipe, type PipeClock } from "../../time/pipe.ts";

/** The way between one in-memory client and the exchange. */
export interface Network {
  readonly gate: ExchangeGate;
  readonly ip: string;
  readonly client: string;
  /** Whether the client is told of ping frames. */
  readonly seesPings: boolean;
  /** How long the next thing is on its way, in milliseconds. */
  readonly latency: () => number;
  /** Hands what has arrived to the client's machine. */
  readonly takeIn: (arrival: () => void) => void;
}

/** Runs something when it has travelled; never before the caller has returned. */
export function travel({ gate, latency }: Network, arrive: () => void): void {
  const ms = latency();
  if (ms > 0) gate.clock.setTimer(ms, arrive, { ref: true });
  else queueMicrotask(arrive);
}

/** One direction of a socket: what is on its way keeps the process, as a real socket would. */
export function pipeOn(clock: Clock): Pipe {
  const pipeClock: PipeClock = {
    monotonic: () => clock.monotonic(),
    set: (ms, callback) => clock.setTimer(ms, callback, { ref: true }),
    soon: queueMicrotask,
  };
  return new Pipe(pipeClock);
}
