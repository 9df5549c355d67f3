import { configurationError, type ListenKeyError } from "../errors.ts";
import type { Clock } from "../seams/clock.ts";
import type { KeyOwner } from "./key-owner.ts";

/** Whose key: the transport it is fetched by, and everything else as one string. */
export interface OwnerIdentity {
  readonly transport: object;
  readonly account: string;
}

/** What all handles on one key have to agree on. */
export interface OwnerTiming {
  readonly clock: Clock;
  readonly lifetimeMs: number;
  readonly requestTimeoutMs: number;
  readonly weightShare: number;
}

/** An owner and who counts on it. */
export interface OwnerEntry {
  readonly owner: KeyOwner;
  readonly timing: OwnerTiming;
  transport: object;
  account: string;
  handles: number;
}

/** Every owner in use, so that handles on the same account share one. A transport that is gone takes its owners along. */
const owners = new WeakMap<object, Map<string, OwnerEntry>>();

/**
 * Finds the owner of a key, or makes one, and counts another handle on it.
 *
 * @throws `CONFIGURATION` if the owner keeps other timing.
 */
export function acquireOwner(
  identity: OwnerIdentity,
  timing: OwnerTiming,
  make: () => KeyOwner,
): OwnerEntry {
  const entries = entriesOf(identity);
  let entry = entries.get(identity.account);
  if (entry === undefined || entry.owner.phase === "failed") {
    entry = { owner: make(), timing, ...identity, handles: 0 };
    entries.set(identity.account, entry);
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
 * An owner has got another identity: its credentials were replaced.
 *
 * @throws `CONFIGURATION` if that is somebody else's already.
 */
export function moveOwner(entry: OwnerEntry, identity: OwnerIdentity): void {
  const other = entriesOf(identity).get(identity.account);
  if (other !== undefined && other !== entry) {
    throw configurationError(
      "These credentials are used by another manager on the same transport; close this one and use that",
    );
  }
  remove(entry);
  Object.assign(entry, identity);
  entriesOf(identity).set(identity.account, entry);
}

function entriesOf({ transport }: OwnerIdentity): Map<string, OwnerEntry> {
  let entries = owners.get(transport);
  if (entries === undefined) owners.set(transport, (entries = new Map()));
  return entries;
}

function remove(entry: OwnerEntry): void {
  const entries = entriesOf(entry);
  if (entries.get(entry.account) === entry) entries.delete(entry.account);
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
