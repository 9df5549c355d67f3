import type { KeyRecord, LogRecord } from "@listenkey/simulator";
import { addTo } from "./multi-map.ts";

/** A moment from which a key, or a subscription, lives for its whole life again. */
export interface Grant {
  readonly at: number;
  readonly expiresAt: number;
}

/** What the exchange has written down about a listen key. All times are epoch milliseconds. */
export interface KeyFacts {
  readonly key: number;
  readonly account: string;
  /** When it was made, and each time it was extended, whoever did that. */
  readonly grants: Grant[];
  /** `Infinity` while it lives. */
  diedAt: number;
  /** What ended it. */
  end: Pick<KeyRecord, "kind" | "by"> | undefined;
}

/** Every listen key of a day, by its number. */
export class KeyBook {
  readonly byNumber = new Map<number, KeyFacts>();
  readonly #byAccount = new Map<string, KeyFacts[]>();

  add(record: LogRecord): void {
    switch (record.kind) {
      case "keyCreated":
        return this.#created(record);
      case "keyExtended":
        return void this.byNumber.get(record.key)?.grants.push(record);
      case "keyExpired":
      case "keyRevoked":
        return this.#ended(record);
      default:
    }
  }

  /** The keys of an account, the earlier first. */
  of(account: string): readonly KeyFacts[] {
    return this.#byAccount.get(account) ?? [];
  }

  #created({ key, account, at, expiresAt }: KeyRecord): void {
    const grants = [{ at, expiresAt }];
    const facts = { key, account, grants, diedAt: Infinity, end: undefined };
    this.byNumber.set(key, facts);
    addTo(this.#byAccount, account, facts);
  }

  #ended({ key, at, expiresAt, kind, by }: KeyRecord): void {
    const facts = this.byNumber.get(key);
    if (facts === undefined) return;
    // An end by time may be noticed late.
    facts.diedAt = kind === "keyExpired" ? Math.min(at, expiresAt) : at;
    facts.end = { kind, by };
  }
}
