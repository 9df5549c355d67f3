import { configurationError, type ListenKeyError } from "../errors.ts";
import type { Clock } from "../seams/clock.ts";
import { KeptBudgets, type CallBudget } from "./call-budget.ts";
import type { KeySource } from "../seams/key-source.ts";
import type { KeyOwner } from "./key-owner.ts";

/** Whose key it is. */
export interface OwnerIdentity {
  /** The transport it is fetched by. */
  readonly transport: object;
  /** Which of an account's keys: the key space, and the hosts. */
  readonly space: string;
  /** By whose authority. */
  readonly credentials: Authority;
}

/** What all handles on one key have to agree on. */
export interface OwnerTiming {
  /** Where time comes from. */
  readonly clock: Clock;
  /** How long a key lives after each success, in milliseconds. */
  readonly lifetimeMs: number;
  /** How long to wait for a whole answer, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Which part of the rate-limit pool creating keys may use. */
  readonly weightShare: number;
}

/** By whose authority keys are had. */
type Authority = string | KeySource;

/** The owners of one kind of key, by credentials. */
interface Siblings {
  readonly entries: Map<Authority, OwnerEntry>;
  /** What accounts have spent whose keys are nobody's now; by clock, for moments of two cannot be compared. */
  readonly budgets: WeakMap<Clock, KeptBudgets>;
}

/** An owner and who counts on it. */
export interface OwnerEntry {
  readonly owner: KeyOwner;
  readonly timing: OwnerTiming;
  siblings: Siblings;
  credentials: Authority;
  budget: CallBudget;
  handles: number;
}

/** Every owner in use, so that handles on the same account share one. A transport that is gone takes its owners along. */
const owners = new WeakMap<object, Map<string, Siblings>>();

/**
 * Finds the owner of a key, or makes one, and counts another handle on it.
 *
 * @throws `CONFIGURATION` if the owner keeps other timing.
 */
export function acquireOwner(
  identity: OwnerIdentity,
  timing: OwnerTiming,
  make: (budget: CallBudget) => KeyOwner,
): OwnerEntry {
  const { credentials } = identity;
  const siblings = siblingsOf(identity);
  let entry = siblings.entries.get(credentials);
  if (entry === undefined || entry.owner.phase === "failed") {
    if (entry !== undefined) remove(entry);
    const budget = keptBudgets(siblings, timing).take(credentials, timing.clock);
    entry = { owner: make(budget), timing, siblings, credentials, budget, handles: 0 };
    siblings.entries.set(credentials, entry);
  }
  const other = differing(entry.timing, timing);
  if (other !== undefined) throw conflict(other);
  entry.handles += 1;
  return entry;
}

/** A handle no longer counts on an owner. */
export function releaseOwner(entry: OwnerEntry): void {
  entry.handles -= 1;
  if (entry.handles === 0) remove(entry);
}

/**
 * An owner has got another identity: its credentials were replaced. @returns Whether they are others than before.
 *
 * @throws `CONFIGURATION` if that is somebody else's already.
 */
export function moveOwner(entry: OwnerEntry, identity: OwnerIdentity): boolean {
  const { credentials } = identity;
  const siblings = siblingsOf(identity);
  const other = siblings.entries.get(credentials);
  if (other === entry) return false;
  if (other !== undefined) {
    throw configurationError(
      "These credentials are used by another manager on the same transport; close this one and use that",
    );
  }
  remove(entry);
  entry.siblings = siblings;
  entry.credentials = credentials;
  entry.budget = keptBudgets(siblings, entry.timing).take(credentials, entry.timing.clock);
  siblings.entries.set(credentials, entry);
  return true;
}

function siblingsOf({ transport, space }: OwnerIdentity): Siblings {
  let spaces = owners.get(transport);
  if (spaces === undefined) owners.set(transport, (spaces = new Map()));
  let siblings = spaces.get(space);
  if (siblings === undefined)
    spaces.set(space, (siblings = { entries: new Map(), budgets: new WeakMap() }));
  return siblings;
}

function remove({ siblings, credentials, owner, timing, budget }: OwnerEntry): void {
  if (siblings.entries.get(credentials)?.owner !== owner) return;
  siblings.entries.delete(credentials);
  keptBudgets(siblings, timing).keep(credentials, budget);
}

function keptBudgets({ budgets }: Siblings, { clock }: OwnerTiming): KeptBudgets {
  let kept = budgets.get(clock);
  if (kept === undefined) budgets.set(clock, (kept = new KeptBudgets()));
  return kept;
}

function differing(one: OwnerTiming, other: OwnerTiming): keyof OwnerTiming | undefined {
  return (["clock", "lifetimeMs", "requestTimeoutMs", "weightShare"] as const).find(
    (name) => one[name] !== other[name],
  );
}

function conflict(option: string): ListenKeyError {
  return configurationError(
    `${option} differs from that of another manager on the same listen key, and both share one renewal; give both the same`,
  );
}
