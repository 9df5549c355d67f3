import { exactly, units, type Fields, type ReadEvent } from "./account-events.ts";
import type { Audit } from "./audit.ts";

/** The order in an order event; nothing in any other event. */
function orderIn(event: ReadEvent): Fields | undefined {
  if (event.e === "executionReport") return event;
  return event.e === "ORDER_TRADE_UPDATE" ? (event["o"] as Fields) : undefined;
}

/** The orders of all order events. */
export function ordersIn(events: readonly ReadEvent[]): readonly Fields[] {
  return events.map(orderIn).filter((order) => order !== undefined);
}

/** What a fill adds to a position. */
export function changeBy(order: Fields): bigint {
  return order["S"] === "BUY" ? units(order["l"]) : -units(order["l"]);
}

interface OrderState {
  readonly filled: bigint;
  readonly status: unknown;
}

const OPEN: ReadonlySet<unknown> = new Set(["NEW", "PARTIALLY_FILLED"]);

/** Orders are filled by their fills, and their states follow each other. */
export function auditOrders(events: readonly ReadEvent[], audit: Audit): void {
  const states = new Map<unknown, OrderState>();
  for (const order of ordersIn(events)) {
    const { i: id, x: type, X: status } = order;
    const before = states.get(id);
    const filled = (before?.filled ?? 0n) + units(order["l"]);
    audit.claim("cumulative quantity", units(order["z"]), filled);
    audit.claim("filled means all of it", status === "FILLED", filled === units(order["q"]));
    audit.claim("only a new order is unknown", type === "NEW", before === undefined);
    audit.claim("what was open", before === undefined || OPEN.has(before.status), true);
    audit.claim("a fill has a quantity", type === "TRADE", units(order["l"]) > 0n);
    states.set(id, { filled, status });
  }
}

/** Cumulative and last quote quantities of spot and margin. */
export function auditQuotes(events: readonly ReadEvent[], audit: Audit): void {
  const quotes = new Map<unknown, bigint>();
  for (const report of events.filter(({ e }) => e === "executionReport")) {
    const last = exactly(units(report["L"]), units(report["l"]));
    const total = (quotes.get(report["i"]) ?? 0n) + last;
    audit.claim("last quote quantity", units(report["Y"]), last);
    audit.claim("cumulative quote quantity", units(report["Z"]), total);
    quotes.set(report["i"], total);
  }
}
