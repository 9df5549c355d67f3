import type { AuditedItem } from "./audited-stream.ts";
import type { ProducedEvent } from "./produced-events.ts";

/** By how much the event times of two copies may differ, in milliseconds: by one for each socket. */
const TIME_DIFFERENCE_MS = 20;

/** Of events that are alike, nobody can tell which one a copy is of that has come so much later, in milliseconds. */
const ALIKE_MS = 5_000;

/** What events and items have to do with each other. */
export interface Matching {
  /** The event that each item is a delivery of; absent for gaps, {@link twice} and {@link foreign}. */
  readonly eventOf: ReadonlyMap<AuditedItem, ProducedEvent>;
  /** The numbers of the events that were delivered. */
  readonly delivered: ReadonlySet<number>;
  /** Items beyond the number of events with such a text. */
  readonly twice: readonly AuditedItem[];
  /** Items that the exchange never produced for this account and product. */
  readonly foreign: readonly AuditedItem[];
}

/** One text, and all that has it. */
interface Group {
  readonly produced: { readonly event: ProducedEvent; readonly time: number }[];
  readonly items: { readonly item: AuditedItem; readonly time: number }[];
}

/** What is to be known of copies. */
export interface CopyFacts {
  /** Whether two copies of an event may differ in their event time. */
  readonly timesDiffer: boolean;
  /** Whether a copy of an event left for the program, whole. Asked of few events only. */
  readonly wasSent: (event: ProducedEvent) => boolean;
}

/** Finds out which event each item is. Events may be alike to the byte, so they are counted and not looked up. */
export function matchItems(
  produced: readonly ProducedEvent[],
  items: readonly AuditedItem[],
  { timesDiffer, wasSent }: CopyFacts,
): Matching {
  const identify = timesDiffer ? withoutTime : asItIs;
  const matching = {
    eventOf: new Map<AuditedItem, ProducedEvent>(),
    delivered: new Set<number>(),
    twice: [] as AuditedItem[],
    foreign: [] as AuditedItem[],
  };
  const groups = new Map<string, Group>();
  for (const event of produced) {
    const { key, time } = identify(event.text);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { produced: [{ event, time }], items: [] });
    else group.produced.push({ event, time });
  }
  for (const item of items) {
    if (item.type === "gap") continue;
    const { key, time } = identify(item.raw ?? "");
    const group = groups.get(key);
    if (group === undefined) matching.foreign.push(item);
    else group.items.push({ item, time });
  }
  for (const group of groups.values()) matchGroup(group, matching, wasSent);
  return matching;
}

function matchGroup(
  group: Group,
  {
    eventOf,
    delivered,
    twice,
  }: {
    readonly eventOf: Map<AuditedItem, ProducedEvent>;
    readonly delivered: Set<number>;
    readonly twice: AuditedItem[];
  },
  wasSent: CopyFacts["wasSent"],
): void {
  for (const { item, event } of onlyMatch(group) ?? matchesIn(group, twice, wasSent)) {
    eventOf.set(item, event);
    delivered.add(event.event);
  }
}

/** Nearly every text is there once. Nothing if it is not. */
function onlyMatch({ produced, items }: Group): readonly Match[] | undefined {
  const [one] = produced;
  const [given] = items;
  if (one === undefined || produced.length > 1 || items.length > 1) return undefined;
  if (given === undefined) return [];
  return canBe(given, one) ? [{ item: given.item, event: one.event }] : undefined;
}

/** @param twice Takes the items that are left over. */
function matchesIn(
  { produced, items }: Group,
  twice: AuditedItem[],
  wasSent: CopyFacts["wasSent"],
): readonly Match[] {
  const waiting = inTime(produced);
  const eventAt = new Map<Group["items"][number], Group["produced"][number]>();
  const over: Group["items"] = [];
  let next = 0;
  for (const given of inTime(items)) {
    while ((waiting[next]?.time ?? Infinity) < given.time - TIME_DIFFERENCE_MS) next += 1;
    const match = waiting[next];
    if (match === undefined || match.time > given.time) {
      over.push(given);
      continue;
    }
    next += 1;
    eventAt.set(given, match);
  }
  for (const given of over) {
    const taken = new Set(eventAt.values());
    // What was sent to nobody is not what was given: the exchange may have sent another one twice.
    const match = waiting.find(
      (one) => !taken.has(one) && standsFor(given, one) && wasSent(one.event),
    );
    if (match === undefined) twice.push(given.item);
    else eventAt.set(given, match);
  }
  return asDelivered(items, eventAt);
}

/** Whether an item may stand for an event that is like its own. */
function standsFor(
  given: { readonly time: number } | undefined,
  { time }: { readonly time: number },
): boolean {
  return given !== undefined && given.time >= time && given.time - time <= ALIKE_MS;
}

/** Which event an item is a delivery of. */
interface Match {
  readonly item: AuditedItem;
  readonly event: ProducedEvent;
}

/**
 * Of events that are alike, and whose copies can have the same times, the one that was delivered first was produced first:
 * nothing else tells them apart.
 */
function asDelivered(
  items: Group["items"],
  eventAt: ReadonlyMap<Group["items"][number], Group["produced"][number]>,
): readonly Match[] {
  const given = items.filter((one) => eventAt.has(one));
  const matched = given.flatMap((one) => eventAt.get(one) ?? []);
  for (let place = 1; place < given.length; place += 1) {
    for (let at = place; at > 0; at -= 1) {
      const [one, other] = [matched[at - 1], matched[at]];
      if (one === undefined || other === undefined || one.event.event < other.event.event) break;
      if (!standsFor(given[at - 1], other) || !standsFor(given[at], one)) break;
      [matched[at - 1], matched[at]] = [other, one];
    }
  }
  return given.flatMap(({ item }, place) => {
    const event = matched[place]?.event;
    return event === undefined ? [] : [{ item, event }];
  });
}

/** Whether an item can be a delivery of an event, by their times. */
function canBe(given: { readonly time: number }, { time }: { readonly time: number }): boolean {
  return given.time >= time && given.time - time <= TIME_DIFFERENCE_MS;
}

function inTime<Timed extends { readonly time: number }>(many: readonly Timed[]): readonly Timed[] {
  return many.length < 2 ? many : many.toSorted((a, b) => a.time - b.time);
}

/** What tells events apart. */
interface Identity {
  readonly key: string;
  readonly time: number;
}

function asItIs(text: string): Identity {
  return { key: text, time: 0 };
}

/** The exchange writes the event time right behind the name. */
const EVENT_TIME = /"E":"?(\d+)"?,?/;

function withoutTime(text: string): Identity {
  const time = Number(EVENT_TIME.exec(text)?.[1] ?? 0);
  return { key: text.replace(EVENT_TIME, ""), time };
}
