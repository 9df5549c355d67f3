import type { Random } from "@listenkey/core";
import type { DemoProduct } from "../line-up.ts";
import { seededRandom } from "@listenkey/core/testing";
import { FAULT_KINDS, FAULTS, type FaultKind, type FaultNature } from "./fault-kinds.ts";

/** Something that goes wrong during the day. */
export interface PlannedFault {
  readonly kind: FaultKind;
  /** When, in milliseconds from the beginning of the day. */
  readonly atMs: number;
  /** Whose: the name of a product in the line-up; absent if everybody's. */
  readonly product?: string;
  /** How many requests, handshakes or frames it strikes; 1 for what strikes otherwise. */
  readonly times: number;
  /** For how long the exchange wants to be left alone, in seconds. */
  readonly quietS?: number;
  /** By how much the machine's clock is corrected, in milliseconds. */
  readonly byMs?: number;
}

const MINUTE_MS = 60_000;

/** How long the day is, in milliseconds. */
export const DAY_MS: number = 24 * 60 * MINUTE_MS;

/** How long the outage is: shorter than what is left of a key that is renewed in time. */
export const OUTAGE_MS: number = 25 * MINUTE_MS;

/** How long before it happens a shutdown is announced. */
export const SHUTDOWN_NOTICE_MS: number = 10 * MINUTE_MS;

/** A stretch of the day, cut into one slot for each fault. */
interface Track {
  readonly fromMs: number;
  readonly toMs: number;
  /** What is left of a slot after its fault: enough to meet it, and to recover. */
  readonly quietMs: number;
}

/**
 * What leaves nothing that could hear comes in the morning, so that the sockets grow old enough in the rest of the day
 * to be replaced for their age.
 */
const MORNING: Track = {
  fromMs: 30 * MINUTE_MS,
  toMs: 330 * MINUTE_MS,
  quietMs: 35 * MINUTE_MS,
};

/** Requests may be half an hour apart, sockets are open again within minutes. They go wrong independently. */
const REQUESTS: Track = {
  fromMs: MORNING.toMs,
  toMs: DAY_MS - 30 * MINUTE_MS,
  quietMs: 80 * MINUTE_MS,
};

const SOCKETS: Track = { ...REQUESTS, quietMs: 65 * MINUTE_MS };

/**
 * A ban names its end when it is planned, and a listen key is renewed at most so many seconds later: the ban that its
 * program meets is what is left by then.
 */
const RENEWED_WITHIN_S = 1_200;

/** Draws the day of a seed: every product meets every fault that it can meet, once. Pure. */
export function planDay(seed: number, products: readonly DemoProduct[]): readonly PlannedFault[] {
  const random = seededRandom(seed, "day");
  const morning = slots(MORNING, 6);
  const forAll = shuffled(morning, random);
  const [outage, shutdown, ...free] = forAll;
  const everybody = [
    planned("outage", { slot: outage, random }),
    planned("shutdown", { slot: shutdown, random }),
    planned("clockCorrected", { slot: slots(SOCKETS, 1)[0], random }),
  ];
  const faults = products.flatMap((member) => productDay(member, { seed, morning: free }));
  return [...everybody, ...faults].toSorted((one, other) => one.atMs - other.atMs);
}

function productDay(
  member: DemoProduct,
  { seed, morning }: { readonly seed: number; readonly morning: readonly Slot[] },
): readonly PlannedFault[] {
  const random = seededRandom(seed, `day of ${member.name}`);
  const met = FAULT_KINDS.filter((kind) => FAULTS[kind].access?.includes(member.access) ?? true);
  const place = (strikes: FaultNature["strikes"], track?: Track): readonly PlannedFault[] => {
    const kinds = met.filter((kind) => FAULTS[kind].strikes === strikes);
    const free = shuffled(track === undefined ? morning : slots(track, kinds.length), random);
    return kinds.map((kind, index) => planned(kind, { slot: free[index], random, member }));
  };
  return [...place("stream"), ...place("requests", REQUESTS), ...place("socket", SOCKETS)];
}

/** Where a fault may begin, in milliseconds from the beginning of the day. */
interface Slot {
  readonly fromMs: number;
  readonly toMs: number;
}

function slots({ fromMs, toMs, quietMs }: Track, count: number): readonly Slot[] {
  const length = (toMs - fromMs) / count;
  return Array.from({ length: count }, (_, index) => {
    const from = fromMs + index * length;
    return { fromMs: from, toMs: from + length - quietMs };
  });
}

/** What a fault is planned with. */
interface Draw {
  readonly slot: Slot | undefined;
  readonly random: Random;
  readonly member?: DemoProduct;
}

function planned(kind: FaultKind, { slot, random, member }: Draw): PlannedFault {
  if (slot === undefined) throw new Error(`The day has no slot for ${kind}`);
  const { times = [1, 1] } = FAULTS[kind];
  return {
    kind,
    atMs: Math.floor(slot.fromMs + random() * (slot.toMs - slot.fromMs)),
    times: whole(random, times),
    ...(member !== undefined && { product: member.name }),
    ...(kind === "clockCorrected" && { byMs: correction(random) }),
    ...(member !== undefined && silence(kind, member, random)),
  };
}

/** For how long the exchange wants to be left alone, where it says so. */
function silence(
  kind: FaultKind,
  { access, saysRetryAfter }: DemoProduct,
  random: Random,
): Pick<PlannedFault, "quietS"> {
  if (kind === "tooManyRequests" && saysRetryAfter) return { quietS: whole(random, [60, 300]) };
  if (kind !== "banned") return {};
  return { quietS: access === "listenKey" ? RENEWED_WITHIN_S : whole(random, [120, 600]) };
}

/** By how much a clock was wrong, in milliseconds. */
function correction(random: Random): number {
  return whole(random, [5_000, 180_000]) * (random() < 0.5 ? -1 : 1);
}

function shuffled<Value>(values: readonly Value[], random: Random): readonly Value[] {
  return values
    .map((value) => ({ value, rank: random() }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ value }) => value);
}

function whole(random: Random, [least, most]: readonly [number, number]): number {
  return least + Math.floor(random() * (most - least + 1));
}
