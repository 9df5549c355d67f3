import { fingerprint } from "../fingerprint.ts";

/** Who holds a listen key and wants to know when somebody else may have ended it. */
export interface KeyHolder {
  /** The key may be gone: make sure. */
  keyDoubted(): void;
}

/** One listen key, as this process knows it. */
interface HeldKey {
  readonly holders: Set<KeyHolder>;
  /** The holder that is revoking it at this moment. */
  revoking?: KeyHolder | undefined;
}

/** The keys of this process by fingerprint, over all transports and copies of this package. */
interface KeyTable {
  readonly held: Map<string, HeldKey>;
  /** Keys revoked lately: an answer that was under way may still bring one. */
  readonly revoked: Set<string>;
}

const TABLE = Symbol.for("@listenkey/held-keys");

/** How many revoked keys are remembered. */
const REVOKED_REMEMBERED = 1_000;

/** Keys belong to accounts, not to API keys, so two handles may hold the same one without knowing of each other. */
function table(): KeyTable {
  const shared = globalThis as { [TABLE]?: KeyTable };
  return (shared[TABLE] ??= { held: new Map(), revoked: new Set() });
}

/** Notes that somebody holds a key. @returns Whether another holder is revoking it, or has. */
export function holdKey(listenKey: string, holder: KeyHolder): boolean {
  const id = fingerprint(listenKey);
  const { held, revoked } = table();
  let key = held.get(id);
  if (key === undefined) held.set(id, (key = { holders: new Set() }));
  key.holders.add(holder);
  return key.revoking !== undefined || revoked.has(id);
}

/** Notes that somebody holds a key no longer. */
export function dropKey(listenKey: string, holder: KeyHolder): void {
  const id = fingerprint(listenKey);
  const { held } = table();
  const key = held.get(id);
  key?.holders.delete(holder);
  if (key?.holders.size === 0) held.delete(id);
}

/** Whether anybody else holds a key. */
export function isHeldElsewhere(listenKey: string, holder: KeyHolder): boolean {
  const holders = table().held.get(fingerprint(listenKey))?.holders;
  return holders !== undefined && holders.size > (holders.has(holder) ? 1 : 0);
}

/** Notes that a holder is about to revoke a key. */
export function beginRevoking(listenKey: string, holder: KeyHolder): void {
  const key = table().held.get(fingerprint(listenKey));
  if (key !== undefined) key.revoking = holder;
}

/** Notes how revoking ended. Whoever came to hold the key meanwhile is told to make sure. */
export function endRevoking(listenKey: string, holder: KeyHolder, isGone: boolean): void {
  const id = fingerprint(listenKey);
  const { held, revoked } = table();
  const key = held.get(id);
  if (key !== undefined) key.revoking = undefined;
  if (isGone) remember(revoked, id);
  for (const other of key?.holders ?? []) if (other !== holder) other.keyDoubted();
}

function remember(revoked: Set<string>, id: string): void {
  revoked.add(id);
  for (const oldest of revoked) {
    if (revoked.size <= REVOKED_REMEMBERED) return;
    revoked.delete(oldest);
  }
}
