import type { MarginProduct } from "../rules/product-ids.ts";

/** A listen token: whoever knows it may subscribe to one account until it expires, on any socket, any number of times. */
export interface ListenToken {
  /** Counted from 1 over the whole exchange: how logs name it. */
  readonly number: number;
  /** The token itself, a secret. */
  readonly value: string;
  readonly account: string;
  readonly product: MarginProduct;
  readonly environment: string;
  /** In epoch milliseconds. */
  readonly expiresAt: number;
}
