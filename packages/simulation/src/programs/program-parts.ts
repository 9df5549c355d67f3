import type { Random, Signer } from "@listenkey/core";
import type { Egress } from "../machine/egress.ts";
import type { Machine } from "../machine/machine.ts";
import type { WorldAccount } from "../run/world.ts";

/** What a program is made of. */
export interface ProgramParts {
  readonly machine: Machine;
  readonly egress: Egress;
  /** For sockets that the program opens by itself: what they hear is not what its stream hears. */
  readonly plainEgress: Egress;
  readonly account: WorldAccount;
  readonly random: Random;
  /** Its API key. */
  readonly apiKey: string;
  /** Signs at once: a signature that settles in real time would end determinism. */
  readonly signer: Signer;
  readonly calls: PendingCalls;
  /** The exchange's time, in epoch milliseconds. */
  readonly now: () => number;
  /** Tells the timeline of the day what the program did. */
  readonly tell: (what: () => string) => void;
}

/** Calls on the library that have not settled. */
export class PendingCalls {
  #pending = 0;

  /** How many there are. */
  get count(): number {
    return this.#pending;
  }

  /** Counts a call until it settles. */
  async track<Value>(call: Promise<Value>): Promise<Value> {
    this.#pending += 1;
    try {
      return await call;
    } finally {
      this.#pending -= 1;
    }
  }
}

/** An exchange that still serves what Binance has switched off. */
const compatible = {
  rest: "https://api.compatible.example",
  stream: "wss://stream.compatible.example",
} as const;

/** What every program of an account tells the library. */
export function commonOptions({ account, egress, machine, random, apiKey }: ProgramParts): {
  readonly environment: "live" | typeof compatible;
  readonly transport: Egress["transport"];
  readonly clock: Machine["clock"];
  readonly random: Random;
  readonly apiKey: string;
} {
  return {
    environment: account.way.host === "binance" ? "live" : compatible,
    transport: egress.transport,
    clock: machine.clock,
    random,
    apiKey,
  };
}
