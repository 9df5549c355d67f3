import type { Gap, StreamItem } from "@listenkey/stream";
import type { NotedItem } from "../notes/note.ts";

/** What is written down of an item. */
export function notedItem(item: StreamItem): NotedItem {
  if (isGap(item)) {
    const { type, seq, afterSeq, from, to, cause } = item;
    return { type, seq, afterSeq, from, to, cause };
  }
  const { type, seq, time, receivedAt, raw, late, data } = item;
  const trade = tradeIn(data);
  return {
    type,
    seq,
    ...(time !== undefined && { time }),
    receivedAt,
    raw,
    ...(late === true && { late }),
    ...(trade && { data: trade }),
  };
}

function isGap(item: StreamItem): item is Gap {
  return item.type === "gap";
}

/** What a trade is judged by, as the program read it: on futures the order is a field of the event, on spot it is the event. */
function tradeIn(data: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(data)) return undefined;
  const { x, t, i, z } = isRecord(data["o"]) ? data["o"] : data;
  return x === "TRADE" ? { x, t, i, z } : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
