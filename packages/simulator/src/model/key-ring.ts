import type { CancelTimer } from "@listenkey/core";
import type { KeyRecord } from "../log/log-record.ts";
import type { Dialect } from "../rules/dialect.ts";
import type { KeySpace } from "../rules/product-ids.ts";
import type { SeededRandom } from "../random/seeded-random.ts";
import type { Timers } from "../time/timers.ts";
import type { WritableLog } from "../log/exchange-log.ts";
import type { ListenKey } from "./listen-key.ts";

const LISTEN_KEY_LENGTH = 64;
const LIFETIME_MS = 3_600_000;

/** Where a key belongs. */
export interface KeyOwner {
  readonly account: string;
  readonly product: KeySpace;
  readonly environment: string;
}

/** Who does something to a key. */
export type KeyActor = KeyRecord["by"];

/** What a {@link KeyRing} needs. */
export interface KeyRingDeps {
  readonly now: () => number;
  readonly timers: Timers;
  readonly random: SeededRandom;
  readonly dialect: Dialect;
  readonly log: WritableLog;
  /** Told when a key has ended: its feeds hear nothing any more but what is sent now. */
  readonly ended: (key: ListenKey, how: "expired" | "revoked") => void;
}

interface LiveKey extends ListenKey {
  cancelTimer: CancelTimer;
}

/** Every listen key of the exchange: at most one live one for each account, product and environment. */
export class KeyRing {
  readonly #deps: KeyRingDeps;
  /** Dead keys too: a socket that names one is logged by its number. */
  readonly #byValue = new Map<string, LiveKey>();
  readonly #live = new Map<string, LiveKey[]>();

  constructor(deps: KeyRingDeps) {
    this.#deps = deps;
  }

  /** The key with this value, dead or alive. */
  find(value: string): ListenKey | undefined {
    const key = this.#byValue.get(value);
    if (key !== undefined) this.#checkExpiry(key);
    return key;
  }

  /** The live key of an owner. */
  liveKey(owner: KeyOwner): ListenKey | undefined {
    const key = this.#live
      .get(owner.account)
      ?.find((one) => one.product === owner.product && one.environment === owner.environment);
    if (key !== undefined) this.#checkExpiry(key);
    return key?.alive === true ? key : undefined;
  }

  /** The live keys of an account's product, in all environments. */
  liveKeys(account: string, product: KeySpace): readonly ListenKey[] {
    const keys = this.#live.get(account)?.filter((key) => key.product === product) ?? [];
    for (const key of keys) this.#checkExpiry(key);
    return keys.filter((key) => key.alive);
  }

  /** Gets the live key, extended, or makes a new one. */
  create(owner: KeyOwner, by: KeyActor): { readonly key: ListenKey; readonly isNew: boolean } {
    const current = this.liveKey(owner);
    if (current === undefined) return { key: this.#make(owner, by), isNew: true };
    this.extend(current, by);
    return { key: current, isNew: false };
  }

  /** Starts a live key's lifetime again. */
  extend(key: ListenKey, by: KeyActor): void {
    // The timer is left alone: when it fires it finds the key extended and waits for the rest.
    key.expiresAt = this.#deps.now() + this.#lifetimeOf(key);
    this.#write("keyExtended", key, by);
  }

  /** Ends a live key before its time. */
  revoke(key: ListenKey, by: KeyActor): void {
    this.#end(key, "keyRevoked", by);
  }

  /** Lets a live key lapse now. */
  expire(key: ListenKey, by: KeyActor): void {
    key.expiresAt = Math.min(key.expiresAt, this.#deps.now());
    this.#end(key, "keyExpired", by);
  }

  #make(owner: KeyOwner, by: KeyActor): ListenKey {
    const key: LiveKey = {
      ...owner,
      number: this.#byValue.size + 1,
      value: this.#deps.random.alphanumeric(LISTEN_KEY_LENGTH),
      expiresAt: this.#deps.now() + this.#lifetimeOf(owner),
      alive: true,
      feeds: new Set(),
      cancelTimer: () => undefined,
    };
    this.#byValue.set(key.value, key);
    const keys = this.#live.get(owner.account);
    if (keys === undefined) this.#live.set(owner.account, [key]);
    else keys.push(key);
    this.#write("keyCreated", key, by);
    this.#awaitExpiry(key);
    return key;
  }

  #awaitExpiry(key: LiveKey): void {
    key.cancelTimer = this.#deps.timers.set(key.expiresAt - this.#deps.now(), () => {
      this.#checkExpiry(key);
      if (key.alive) this.#awaitExpiry(key);
    });
  }

  /** A key ends by the wall clock, which may have moved on without any timer. */
  #checkExpiry(key: ListenKey): void {
    if (key.alive && key.expiresAt <= this.#deps.now()) this.#end(key, "keyExpired", "time");
  }

  #end(key: ListenKey, kind: "keyExpired" | "keyRevoked", by: KeyActor): void {
    if (!key.alive) return;
    key.alive = false;
    this.#byValue.get(key.value)?.cancelTimer();
    const keys = this.#live.get(key.account) ?? [];
    this.#live.set(
      key.account,
      keys.filter((one) => one !== key),
    );
    this.#write(kind, key, by);
    this.#deps.ended(key, kind === "keyExpired" ? "expired" : "revoked");
  }

  #lifetimeOf(owner: { readonly product: KeySpace }): number {
    return owner.product === "margin-risk" ? this.#deps.dialect.riskLifetimeMs : LIFETIME_MS;
  }

  #write(kind: KeyRecord["kind"], key: ListenKey, by: KeyActor): void {
    const { number, account, product, expiresAt } = key;
    this.#deps.log.write({
      kind,
      at: this.#deps.now(),
      key: number,
      account,
      product,
      expiresAt,
      by,
    });
  }
}
