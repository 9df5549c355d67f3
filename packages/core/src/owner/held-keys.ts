import type { Clock } from "../seams/clock.ts";

/** A request that nobody waits for any more may still arrive at the exchange so much later, in milliseconds. */
export const STRAYS_FOR_MS = 10_000;

/** How a revocation ended: the key is gone, it lives on, or nobody knows, and the request may be under way. */
export type RevocationEnd = "gone" | "kept" | "unknown";

/** Who holds a listen key and wants to know when somebody else may have ended it. */
export interface KeyHolder {
  /** Somebody has asked the exchange to end the key, so it may be gone, or go yet: make sure. */
  keyMayEnd(): void;
}

/** A holder, and where its time comes from. */
interface Party {
  readonly holder: KeyHolder;
  readonly clock: Clock;
}

/** The listen keys held in this process, by `keyId`, over all transports and copies of this package. */
interface KeyTable {
  readonly holders: Map<string, readonly KeyHolder[]>;
  /** Keys that are being revoked, or were lately: an answer that is under way may still bring one. */
  readonly revoked: Set<string>;
  /**
   * For each revocation that is under way, who has come to hold a key since: where the call does not name it, the
   * exchange ends whatever key the account has by then, and nobody here knows which API keys are of one account.
   */
  readonly newcomers: Set<Set<KeyHolder>>;
  /** Until when such a call may still arrive that nobody waits for any more, in monotonic milliseconds of each clock. */
  readonly strays: WeakMap<Clock, number>;
}

const TABLE = Symbol.for("@listenkey/held-keys");

/** How many revoked keys are remembered. */
const REVOKED_REMEMBERED = 1_000;

/** Keys belong to accounts, not to API keys, so two handles may hold the same one without knowing of each other. */
function table(): KeyTable {
  const shared = globalThis as { [TABLE]?: KeyTable };
  return (shared[TABLE] ??= {
    holders: new Map(),
    revoked: new Set(),
    newcomers: new Set(),
    strays: new WeakMap(),
  });
}

/** Notes that somebody holds a key. @returns Whether it may be gone, or go yet, because another holder has revoked one. */
export function holdKey(keyId: string, { holder, clock }: Party): boolean {
  const { holders, revoked, newcomers, strays } = table();
  for (const meanwhile of newcomers) meanwhile.add(holder);
  holders.set(keyId, others(keyId, holder).concat(holder));
  return revoked.has(keyId) || clock.monotonic() <= (strays.get(clock) ?? -Infinity);
}

/** Notes that somebody holds a key no longer. */
export function dropKey(keyId: string, holder: KeyHolder): void {
  const left = others(keyId, holder);
  if (left.length > 0) table().holders.set(keyId, left);
  else table().holders.delete(keyId);
}

/** Whether anybody else holds a key. */
export function isHeldElsewhere(keyId: string, holder: KeyHolder): boolean {
  return others(keyId, holder).length > 0;
}

/**
 * Notes that a key is about to be revoked.
 *
 * @returns Notes how that ended. Whoever came to hold the key meanwhile, or any other one, is told to make sure.
 */
export function beginRevoking(
  keyId: string,
  { holder, clock }: Party,
): (end: RevocationEnd) => void {
  const { revoked, newcomers, strays } = table();
  const meanwhile = new Set<KeyHolder>();
  newcomers.add(meanwhile);
  revoked.add(keyId);
  for (const oldest of revoked) {
    if (revoked.size <= REVOKED_REMEMBERED) break;
    revoked.delete(oldest);
  }
  return (end) => {
    newcomers.delete(meanwhile);
    if (end === "kept") revoked.delete(keyId);
    if (end === "unknown") strays.set(clock, clock.monotonic() + STRAYS_FOR_MS);
    for (const other of others(keyId, holder)) meanwhile.add(other);
    meanwhile.delete(holder);
    for (const other of meanwhile) other.keyMayEnd();
  };
}

function others(keyId: string, holder: KeyHolder): readonly KeyHolder[] {
  return (
    table()
      .holders.get(keyId)
      ?.filter((other) => other !== holder) ?? []
  );
}
