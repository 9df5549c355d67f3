import type { Feed } from "../sockets/feed.ts";
import type { KeySpace } from "../rules/product-ids.ts";

/** A listen key, alive or not. */
export interface ListenKey {
  /** Counted from 1 over the whole exchange: how logs name it. */
  readonly number: number;
  /** The key itself, a secret. */
  readonly value: string;
  readonly account: string;
  readonly product: KeySpace;
  readonly environment: string;
  /** In epoch milliseconds. */
  expiresAt: number;
  alive: boolean;
  /** What listens with it, first come first. */
  readonly feeds: Set<Feed>;
}
