import type { Random } from "@listenkey/core";
import type { DemoProduct } from "./line-up.ts";
import { seededRandom } from "./seeded-random.ts";

/** Something that goes wrong during the day. Times are in milliseconds from its start. */
export type PlannedFault = AccountFault | Outage;

/** Something that goes wrong for one account. */
export interface AccountFault {
  /**
   * From its time on:
   *
   * - `unavailable`: the next few requests are answered with 503.
   * - `lostReply`: the next request is carried out, and its answer is lost.
   * - `tooManyRequests`: the next request is answered with 429.
   * - `unauthorized`: the next few requests are answered with 401, as while an IP whitelist is edited.
   *
   * At its time:
   *
   * - `recreated`: another client deletes the listen key and makes another one.
   * - `expired`: the exchange lets the listen key lapse, and says so on its sockets.
   */
  readonly kind: AccountFaultKind;
  readonly atMs: number;
  /** Whose: the name of a product in the line-up. */
  readonly product: string;
  /** How many requests it strikes; 0 for those that strike the key. */
  readonly requests: number;
  /** How long the exchange asks to be left alone, in seconds; absent where it does not say. */
  readonly retryAfterS?: number;
}

/** What can go wrong for one account. */
export type AccountFaultKind =
  | "unavailable"
  | "lostReply"
  | "tooManyRequests"
  | "unauthorized"
  | "recreated"
  | "expired";

/** The whole exchange is away: connections are cut and refused, keys live on. */
interface Outage {
  readonly kind: "outage";
  readonly atMs: number;
  readonly lengthMs: number;
}

const MINUTE_MS = 60_000;

/** How long the day is, in milliseconds. */
export const DAY_MS: number = 24 * 60 * MINUTE_MS;

/** The outage: shorter than what is left of a key that is renewed in time. */
const OUTAGE_MS = 25 * MINUTE_MS;

const KINDS: readonly AccountFaultKind[] = [
  "unavailable",
  "lostReply",
  "tooManyRequests",
  "unauthorized",
  "recreated",
  "expired",
];

/** How many requests each kind strikes, at least and at most. */
const REQUESTS: Readonly<Record<AccountFaultKind, readonly [number, number]>> = {
  unavailable: [3, 5],
  lostReply: [1, 1],
  tooManyRequests: [1, 1],
  unauthorized: [2, 3],
  recreated: [0, 0],
  expired: [0, 0],
};

/** The first fault comes after everybody has renewed once. */
const QUIET_START_MS = 30 * MINUTE_MS;

/** Each fault, and the outage, has a part of the day to itself. */
const SLOT_MS = 190 * MINUTE_MS;

/** What is left of a slot after its fault: enough to meet a renewal, and to recover. */
const QUIET_END_MS = 90 * MINUTE_MS;

/** Draws the day of a seed: every product meets every fault once, all of them the same outage. Pure. */
export function planDay(seed: number, products: readonly DemoProduct[]): readonly PlannedFault[] {
  const random = seededRandom(seed, "day");
  const slots = [0, 1, 2, 3, 4, 5, 6];
  // Neither first nor last, so that the day is seen without it on both sides.
  const outageSlot = whole(random, [1, 5]);
  const outage: Outage = {
    kind: "outage",
    atMs: momentIn(outageSlot, random),
    lengthMs: OUTAGE_MS,
  };
  const limited = firstOfEachPool(products);
  const faults = products.flatMap((member) => {
    const own = seededRandom(seed, `day of ${member.name}`);
    const free = shuffled(
      slots.filter((slot) => slot !== outageSlot),
      own,
    );
    return KINDS.map((kind, index) =>
      accountFault(kind, { member, random: own, slot: free[index] }),
    );
  });
  return [outage, ...faults]
    .filter((fault) => fault.kind !== "tooManyRequests" || limited.has(fault.product))
    .toSorted((one, other) => one.atMs - other.atMs);
}

function accountFault(
  kind: AccountFaultKind,
  { member, random, slot = 0 }: { member: DemoProduct; random: Random; slot: number | undefined },
): AccountFault {
  const fault = {
    kind,
    atMs: momentIn(slot, random),
    product: member.name,
    requests: whole(random, REQUESTS[kind]),
  };
  if (kind !== "tooManyRequests" || !member.pool.saysRetryAfter) return fault;
  return { ...fault, retryAfterS: whole(random, [60, 300]) };
}

/** A pool that counts per IP address is limited once for all; the accounts that share it are held back together. */
function firstOfEachPool(products: readonly DemoProduct[]): ReadonlySet<string> {
  const names = new Map<string, string>();
  for (const { name, pool } of products) {
    const { id, scope } = pool;
    const key = scope === "ip" ? id : `${id} of ${name}`;
    if (!names.has(key)) names.set(key, name);
  }
  return new Set(names.values());
}

function momentIn(slot: number, random: Random): number {
  return Math.floor(QUIET_START_MS + slot * SLOT_MS + random() * (SLOT_MS - QUIET_END_MS));
}

function shuffled(values: readonly number[], random: Random): readonly number[] {
  return values
    .map((value) => ({ value, rank: random() }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ value }) => value);
}

function whole(random: Random, [least, most]: readonly [number, number]): number {
  return least + Math.floor(random() * (most - least + 1));
}
