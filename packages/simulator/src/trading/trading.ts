import type { ProductId } from "../rules/product-ids.ts";

/** Options of `account.trade`. */
export interface TradeOptions {
  /** Where it trades. */
  readonly product: ProductId;
  /**
   * How many times a minute something happens, on average: an order is accepted, filled in part or in full, or
   * cancelled. Each tells itself in one to four events. Defaults to 1.
   */
  readonly perMinute?: number;
  /**
   * Whether the exchange also tells, over and over, what it does in real life: the options account every 10
   * seconds while there is a position, the Portfolio Margin Pro account every 5 seconds. Defaults to true.
   */
  readonly reports?: boolean;
}

/** An account's trading of one product: the same seed and times give the same orders, fills and balances. */
export interface Trading {
  /** Where it trades. */
  readonly product: ProductId;
  /** How many things have happened. */
  readonly steps: number;
  /** Lets the next thing happen now. */
  step(): void;
  /** Ends it; orders stay open, and another `trade` goes on from here. */
  stop(): void;
}
