import type { AuditedItem } from "./audited-stream.ts";
import type { Findings } from "./findings.ts";
import type { Matching } from "./match-items.ts";
import type { ProducedEvent } from "./produced-events.ts";
import { mayTellTrade, mentionsTrade, tradeInData, tradeInText, type Trade } from "./trade.ts";

/** What is said about trades. */
export interface TradeCounts {
  /** Trades that were due. */
  readonly due: number;
  /** Trades that the program was told of. */
  readonly delivered: number;
}

/**
 * Compares the trades that the program reads in what it was given with those of the exchange: the same ones, each as
 * often, and of no order less than before.
 *
 * @param due The events that it must have been given.
 */
export function judgeTrades(
  due: readonly ProducedEvent[],
  { items, matching }: { readonly items: readonly AuditedItem[]; readonly matching: Matching },
  findings: Findings,
): TradeCounts {
  const told = items.flatMap((item) => {
    const trade = mayTellTrade(item.type) ? tradeIn(item) : undefined;
    return trade === undefined ? [] : [{ item, trade }];
  });
  const counts = countOf(told.map(({ trade }) => trade.id));
  const trades = tradesOf(due);
  for (const { trade, event } of trades) {
    const { id } = trade;
    const message = (): string => `trade ${id} was not told`;
    findings.check(take(counts, id), "tradeMissing", () => ({ message: message(), event }));
  }
  // What is left may have been told although it was not due: as often as it was produced.
  const isDue = new Set(due);
  const others = [...matching.eventOf.values()].filter((event) => !isDue.has(event));
  const more = countOf(tradesOf(others).map(({ trade }) => trade.id));
  const itemOf = new Map(told.map(({ item, trade }) => [trade.id, item]));
  for (const [id, count] of counts) {
    const allowed = more.get(id) ?? 0;
    findings.check(count <= allowed, "tradeTwice", () => {
      const item = itemOf.get(id);
      return { message: `trade ${id} was told too often`, ...(item !== undefined && { item }) };
    });
  }
  judgeQuantities(told, findings);
  return { due: trades.length, delivered: told.length };
}

function judgeQuantities(
  told: readonly { readonly item: AuditedItem; readonly trade: Trade }[],
  findings: Findings,
): void {
  const filled = new Map<string, number>();
  for (const { item, trade } of told) {
    if (item.late === true) continue;
    const before = filled.get(trade.order) ?? 0;
    const now = Number(trade.filled);
    filled.set(trade.order, now);
    findings.check(now >= before, "quantityFell", () => ({
      message: `order ${trade.order} had ${before} filled, and then ${now} (item ${item.seq})`,
      item,
    }));
  }
}

function tradesOf(
  events: Iterable<ProducedEvent>,
): readonly { readonly trade: Trade; readonly event: ProducedEvent }[] {
  return [...events].flatMap((event) => {
    const trade = mayTellTrade(event.name) ? tradeInText(event.text) : undefined;
    return trade === undefined ? [] : [{ trade, event }];
  });
}

function tradeIn(item: AuditedItem): Trade | undefined {
  // To read the data is to parse it, so that is done only where there is a trade.
  if (item.raw !== undefined && !mentionsTrade(item.raw)) return undefined;
  return item.data === undefined ? tradeInText(item.raw ?? "") : tradeInData(item.data);
}

function countOf(ids: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** Takes one away. @returns Whether there was one. */
function take(counts: Map<string, number>, id: string): boolean {
  const count = counts.get(id) ?? 0;
  if (count > 0) counts.set(id, count - 1);
  return count > 0;
}
