import {
  createExchange,
  type Exchange,
  type LogRecord,
  type SimulatedAccount,
  type Trading,
} from "@listenkey/simulator";
import type { Clock } from "@listenkey/core";
import { exchangeClock } from "./clock/exchange-clock.ts";
import { PacedClock } from "./clock/paced-clock.ts";
import { StreamDay, type OpenStream } from "./client/stream-day.ts";
import { DayLog } from "./judge/day-log.ts";
import type { DemoProduct } from "./line-up.ts";
import type { Tell } from "./news.ts";
import { seededRandom } from "@listenkey/core/testing";

/** What a {@link Stage} is set for. */
export interface StageOptions {
  readonly seed: number;
  readonly products: readonly DemoProduct[];
  /** How streams are opened: the library's own way, unless a test wants to see it fail. */
  readonly openStream: OpenStream;
  /** Hears what happens to the products. */
  readonly tell: Tell;
  /** Where real time comes from. */
  readonly real: Clock;
}

/** Everything that takes part in the day. */
export interface Stage {
  /** The machine's clock; the exchange has its own. */
  readonly clock: PacedClock;
  readonly exchange: Exchange;
  /** What the exchange has written down, as far as it is judged by. */
  readonly log: DayLog;
  /** The account of each product, in the order they were given. */
  readonly accounts: readonly StagedAccount[];
  /** The program of each product, in the same order. */
  readonly products: readonly StreamDay[];
  /** Ends streams and exchange. */
  clear(): Promise<void>;
}

/** A product's account on the exchange. */
export interface StagedAccount extends DemoProduct {
  readonly account: SimulatedAccount;
  readonly trading: Trading;
}

/** A trading Monday, in UTC. */
const STARTS_AT = Date.UTC(2026, 10, 23);

/** How long everything is under way, in milliseconds. */
const LATENCY_MS = { min: 2, max: 40 };

/**
 * How often something happens to an account's orders. Without the reports that options and Portfolio Margin Pro
 * repeat every few seconds: they would be nearly all of the day's events.
 */
const TRADING = { perMinute: 2, reports: false };

/** Makes an exchange, and on it an account and a program for each product, each with an address of its own. */
export function setStage({ seed, products, openStream, tell, real }: StageOptions): Stage {
  const clock = new PacedClock({ startsAt: STARTS_AT, real });
  const log = new DayLog();
  const sink = (record: LogRecord): void => {
    log.add(record);
    if (record.kind !== "cameBack") return;
    tell({ at: record.at, tone: "mended", text: "the exchange is back" });
  };
  const exchange = createExchange({
    clock: exchangeClock(clock),
    seed,
    log: { keep: 0, sink },
  });
  const accounts = products.map((member): StagedAccount => {
    const account = exchange.createAccount({ id: member.name });
    const trading = account.trade({ product: member.exchangeId, ...TRADING });
    return { ...member, account, trading };
  });
  const programs = accounts.map(
    (staged, index) =>
      new StreamDay({
        member: staged,
        credentials: staged.account.credentials(),
        transport: exchange.transport({
          name: staged.name,
          ip: `192.0.2.${index + 1}`,
          latencyMs: LATENCY_MS,
        }),
        clock,
        exchangeNow: () => exchange.now(),
        random: seededRandom(seed, `stream of ${staged.name}`),
        openStream,
        tell,
      }),
  );
  return {
    clock,
    exchange,
    log,
    accounts,
    products: programs,
    async clear() {
      exchange.faults.clear();
      await clock.passUntil(Promise.all(programs.map((program) => program.close())));
      exchange.close();
    },
  };
}
