import type { Clock } from "../seams/clock.ts";
import {
  beginRevoking,
  dropKey,
  holdKey,
  isHeldElsewhere,
  type KeyHolder,
  type RevocationEnd,
} from "./held-keys.ts";
import type { Key } from "./key.ts";

/** The key that an owner holds, known to the whole process as held. */
export class KeySlot {
  readonly #holder: KeyHolder;
  readonly #clock: Clock;
  #key: Key | undefined;
  #previousKeyId: string | undefined;

  constructor(holder: KeyHolder, clock: Clock) {
    this.#holder = holder;
    this.#clock = clock;
  }

  get key(): Key | undefined {
    return this.#key;
  }

  /** Fingerprint of the key held before, unless the slot was reset. */
  get previousKeyId(): string | undefined {
    return this.#previousKeyId;
  }

  /** Whether somebody else in this process holds the same key. */
  get isShared(): boolean {
    return this.#key !== undefined && isHeldElsewhere(this.#key.keyId, this.#holder);
  }

  /** Holds a key. @returns Whether it is doubtful, because somebody in this process has revoked it, or one of another API key. */
  put(key: Key): boolean {
    const before = this.#key;
    this.#key = key;
    if (before?.listenKey === key.listenKey) return false;
    if (before !== undefined) dropKey(before.keyId, this.#holder);
    return holdKey(key.keyId, { holder: this.#holder, clock: this.#clock });
  }

  /** Holds nothing. */
  clear(): void {
    if (this.#key === undefined) return;
    this.#previousKeyId = this.#key.keyId;
    dropKey(this.#key.keyId, this.#holder);
    this.#key = undefined;
  }

  /** Forgets even which key there was. */
  reset(): void {
    this.clear();
    this.#previousKeyId = undefined;
  }

  /** The key is about to be revoked. @returns Tells the process how that ended. */
  beginRevoking(): (end: RevocationEnd) => void {
    return beginRevoking(this.#key?.keyId ?? "", { holder: this.#holder, clock: this.#clock });
  }
}
