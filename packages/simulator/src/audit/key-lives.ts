import type { KeyRecord } from "../log/log-record.ts";
import type { KeySpace } from "../rules/product-ids.ts";

/** Whose a listen key is, and when it ended. */
export interface KeyLife {
  readonly account: string;
  readonly product: KeySpace;
  /** In epoch milliseconds; `Infinity` while it lives. */
  diedAt: number;
}

/** Every listen key of the exchange, by its number. */
export class KeyLives {
  readonly #byNumber = new Map<number, KeyLife>();

  add({ kind, at, key, account, product, expiresAt }: KeyRecord): void {
    const life = this.#byNumber.get(key) ?? { account, product, diedAt: Infinity };
    this.#byNumber.set(key, life);
    // An end by time may be noticed late.
    if (kind === "keyExpired") life.diedAt = Math.min(at, expiresAt);
    if (kind === "keyRevoked") life.diedAt = at;
  }

  get(key: number): KeyLife | undefined {
    return this.#byNumber.get(key);
  }
}
