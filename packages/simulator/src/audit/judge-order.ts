import type { AuditedItem } from "./audited-stream.ts";
import type { Findings } from "./findings.ts";
import type { Matching } from "./match-items.ts";

/** Asks whether the events of each type came in the order of the exchange, those apart that say themselves that they are late. */
export function judgeOrder(
  items: readonly AuditedItem[],
  { eventOf }: Matching,
  findings: Findings,
): void {
  const last = new Map<string, number>();
  for (const item of items) {
    const produced = eventOf.get(item);
    if (produced === undefined || item.late === true) continue;
    const { name, event } = produced;
    const before = last.get(name) ?? 0;
    last.set(name, event);
    findings.check(event > before, "outOfOrder", () => ({
      message: `${name} ${event} came after ${before} (item ${item.seq})`,
      item,
    }));
  }
}

/** Asks whether the items are numbered without a hole; a gap of the program's own backlog stands for one. */
export function judgeNumbers(items: readonly AuditedItem[], findings: Findings): void {
  let last: number | undefined;
  for (const item of items) {
    const { type, seq, cause, afterSeq } = item;
    const before = type === "gap" ? afterSeq : seq - 1;
    const follows = last === undefined || before === last;
    const isNext = cause === "backlog" ? seq > (before ?? seq) : before === seq - 1;
    const place = last;
    findings.check(follows && isNext, "seqHole", () => ({
      message: `item ${seq} does not follow ${place}`,
      item,
    }));
    last = seq;
  }
}
