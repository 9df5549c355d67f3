import type { HeardEvent } from "./frame.ts";

/** What one of two sockets that hear the same account has heard. */
export interface Heard {
  readonly events: readonly HeardEvent[];
  /** From when on it hears the account, on the monotonic clock. */
  readonly hearsSince: number;
}

/** How what two sockets heard compares. */
export interface Comparison {
  /** Events that came on both. */
  readonly both: number;
  /** Events that came on the first alone, though both were open and there was time. */
  readonly onlyFirst: number;
  /** Events that came on the second alone. */
  readonly onlySecond: number;
  /** Whether the copies of every event have the same send time. */
  readonly sameTimes: boolean;
  /** Whether the events that came on both came in the same order. */
  readonly sameOrder: boolean;
}

/** From when on every event is owed to both sockets, on the monotonic clock. Pure. */
export function owedFrom(pair: readonly [Heard, Heard], settleMs: number): number {
  return Math.max(...pair.map(({ hearsSince }) => hearsSince)) + Math.min(settleMs, 250);
}

/** Compares two sockets. What came while the later one was being opened, or just now, is held against none. Pure. */
export function compared(
  pair: readonly [Heard, Heard],
  { now, settleMs }: { readonly now: number; readonly settleMs: number },
): Comparison {
  const [first, second] = pair;
  const from = owedFrom(pair, settleMs);
  const until = now - settleMs / 2;
  const isFair = ({ at }: HeardEvent): boolean => at >= from && at <= until;
  const rest = copies(second.events);
  const common: [HeardEvent, HeardEvent][] = [];
  let onlyFirst = 0;
  for (const event of first.events) {
    const copy = rest.get(event.content)?.shift();
    if (copy !== undefined) common.push([event, copy]);
    else if (isFair(event)) onlyFirst += 1;
  }
  const onlySecond = [...rest.values()].flat().filter(isFair).length;
  const order = common.map(([, copy]) => second.events.indexOf(copy));
  return {
    both: common.length,
    onlyFirst,
    onlySecond,
    sameTimes: common.every(([event, copy]) => event.time === copy.time),
    sameOrder: order.every((place, index) => index === 0 || place > (order[index - 1] ?? 0)),
  };
}

function copies(events: readonly HeardEvent[]): ReadonlyMap<string, HeardEvent[]> {
  const byContent = new Map<string, HeardEvent[]>();
  for (const event of events) {
    const same = byContent.get(event.content);
    if (same === undefined) byContent.set(event.content, [event]);
    else same.push(event);
  }
  return byContent;
}
