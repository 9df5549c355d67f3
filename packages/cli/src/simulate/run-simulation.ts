import type { Clock } from "@listenkey/core";
import { createExchange, type Dialect, type Exchange, type ProductId } from "@listenkey/simulator";
import { serveExchange, type ExchangeServer } from "@listenkey/simulator/server";
import { ExchangeCounter, type ExchangeCounts } from "./exchange-counts.ts";
import { playFaults, type PlayedFault } from "./fault-play.ts";
import { logLine } from "./log-line.ts";
import type { PlannedFault } from "./planned-fault.ts";
import { spedClock } from "./sped-clock.ts";

/** Options of {@link startSimulation}. */
export interface SimulationOptions {
  /** Where real time comes from. */
  readonly real: Clock;
  readonly seed: number;
  /** How many times as fast as real time the exchange lives. */
  readonly speed: number;
  /** 0 for any that is free. */
  readonly port: number;
  /** The address to listen on. */
  readonly host: string;
  readonly dialect: Partial<Dialect>;
  /** What the account trades. */
  readonly products: readonly ProductId[];
  /** How many times a real minute something happens on each product; 0 for never. */
  readonly pace: number;
  readonly faults: readonly PlannedFault[];
  /** Hears when the time of a fault has come. */
  readonly faultBegins: (fault: PlayedFault, at: number) => void;
  /** Hears a line for each thing the exchange sees; absent if nobody wants to. */
  readonly log: ((line: string) => void) | undefined;
}

/** An exchange that is being served. */
export interface Simulation {
  readonly server: ExchangeServer;
  readonly exchange: Exchange;
  /** What a program signs with. */
  readonly credentials: { readonly apiKey: string; readonly secret: string };
  readonly counts: ExchangeCounts;
  readonly faults: readonly PlayedFault[];
  /** Ends every connection, and the exchange. */
  close(): Promise<void>;
}

/** Serves an exchange on which an account trades. Rejects with Node's own error where it cannot listen. */
export async function startSimulation(options: SimulationOptions): Promise<Simulation> {
  const { real, seed, speed, port, host, dialect, products, pace, log } = options;
  const counts = new ExchangeCounter();
  let isClosing = false;
  const exchange = createExchange({
    clock: spedClock(real, speed),
    seed,
    dialect,
    log: {
      keep: 0,
      sink: (record) => {
        counts.count(record);
        if (!isClosing) log?.(logLine(record));
      },
    },
  });
  const server = await serveExchange(exchange, { port, host });
  const account = exchange.createAccount();
  const { faultBegins, faults: plans } = options;
  const faults = playFaults(plans, {
    exchange,
    account,
    products,
    speed,
    begins: (fault) => faultBegins(fault, exchange.now()),
  });
  if (pace > 0) {
    for (const product of products) account.trade({ product, perMinute: pace / speed });
  }
  return {
    server,
    exchange,
    credentials: account.credentials(),
    counts,
    faults,
    async close() {
      isClosing = true;
      await server.close();
      exchange.close();
    },
  };
}
