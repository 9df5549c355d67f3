import { virtualClock, type VirtualClock } from "@listenkey/core/testing";
import {
  createExchange,
  type Exchange,
  type ExchangeOptions,
  type ProductId,
} from "../../src/index.ts";

/** What is in an event or an object of it. */
export type Fields = Readonly<Record<string, unknown>>;

/** An event as read from its text: integers beyond 2^53 are bigints. */
export type ReadEvent = { readonly e: string; readonly E: number } & Readonly<
  Record<string, unknown>
>;

/** An account that has traded for a while, and the events that told of it. */
export interface Traded {
  readonly clock: VirtualClock;
  readonly exchange: Exchange;
  readonly events: readonly ReadEvent[];
}

/** Lets an account trade step by step, as many milliseconds apart. */
export async function tradeFor(
  product: ProductId,
  steps: number,
  { everyMs = 1000, ...options }: Partial<ExchangeOptions> & { readonly everyMs?: number } = {},
): Promise<Traded> {
  const clock = virtualClock();
  const exchange = createExchange({ clock, ...options });
  const trading = exchange.createAccount().trade({ product, perMinute: 0, reports: false });
  for (let step = 0; step < steps; step += 1) {
    trading.step();
    await clock.advance(everyMs);
  }
  return { clock, exchange, events: eventsOf(exchange) };
}

/** The events an exchange has produced. */
export function eventsOf(exchange: Exchange): readonly ReadEvent[] {
  return exchange.log.of("eventProduced").map(({ text = "{}" }) => readEvent(text));
}

/** Reads an event without rounding its integers. */
function readEvent(text: string): ReadEvent {
  const quoted = text.replaceAll(/([:[,])(-?\d{16,})(?=[,}\]])/g, '$1"bigint:$2"');
  return JSON.parse(quoted, (_name, value: unknown) =>
    typeof value === "string" && value.startsWith("bigint:") ? BigInt(value.slice(7)) : value,
  ) as ReadEvent;
}

/** A decimal string in hundred-millionths. */
export function units(text: unknown): bigint {
  if (typeof text !== "string" || !/^-?\d+(\.\d{1,8})?$/.test(text)) {
    throw new TypeError(`${String(text)} is no decimal of at most eight places`);
  }
  const [whole = "", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(8, "0"));
}

/** The product of two decimals; it must have no more than eight places. */
export function exactly(one: bigint, other: bigint): bigint {
  const product = one * other;
  if (product % 100_000_000n !== 0n) throw new RangeError("more than eight places");
  return product / 100_000_000n;
}
