import type { Credentials } from "../manager/manager.ts";
import { supplyFrom, type ManagerSettings } from "../manager/options.ts";
import { KeyOwner } from "./key-owner.ts";
import { acquireOwner, moveOwner, releaseOwner, type OwnerEntry } from "./registry.ts";

/** A share in the owner of an account's key. Whoever leases the same key shares one owner, one renewal and one request. */
export class KeyLease {
  readonly #settings: ManagerSettings;
  #entry: OwnerEntry;

  /** @throws `CONFIGURATION` if the credentials are malformed, or somebody leases the same key with other timing. */
  constructor(settings: ManagerSettings) {
    this.#settings = settings;
    this.#entry = this.#acquire(settings.options);
  }

  /** Who has the key. Others may share it, so join it and leave it. */
  get owner(): KeyOwner {
    return this.#entry.owner;
  }

  /** Takes a new owner in the place of one that has failed. @throws `CONFIGURATION` */
  renew(): void {
    if (this.owner.phase !== "failed") return;
    const { credentials } = this.#entry;
    const entry = this.#acquire(
      typeof credentials === "string" ? { apiKey: credentials } : { keys: credentials },
    );
    releaseOwner(this.#entry);
    this.#entry = entry;
  }

  /**
   * Goes on with other credentials, for all who share the key.
   *
   * @throws `CONFIGURATION` if they are malformed, or lead to a key that somebody else leases.
   */
  replaceCredentials(credentials: Credentials): void {
    const { identity, makeTap } = supplyFrom(credentials, this.#settings);
    if (moveOwner(this.#entry, identity)) this.owner.replaceTap(makeTap(), this.#entry.budget);
  }

  /** Gives the share up, once. */
  release(): void {
    releaseOwner(this.#entry);
  }

  #acquire(credentials: Credentials): OwnerEntry {
    const { identity, makeTap } = supplyFrom(credentials, this.#settings);
    return acquireOwner(
      identity,
      this.#settings,
      (budget) => new KeyOwner(makeTap(), this.#settings, budget),
    );
  }
}
