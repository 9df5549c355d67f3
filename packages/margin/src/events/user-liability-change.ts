/**
 * What the account owes has changed: by borrowing, by repayment, or by interest.
 *
 * Source: https://developers.binance.com/en/docs/products/margin-trading/risk-data-stream. On the trade stream no
 * page has it; types of Binance's own JavaScript client do.
 */
export interface UserLiabilityChange {
  /** Event type. */
  readonly e: "USER_LIABILITY_CHANGE";
  /** When the event was sent, in epoch milliseconds. */
  readonly E: number;
  /** Asset, e.g. `BTC`. */
  readonly a: string;
  /** What has changed the liability. The page shows `BORROW`, and lists no others. */
  readonly t: "BORROW" | (string & {});
  /** Quantity of principal, a decimal string. The page does not say whether of this change or in all. */
  readonly p: string;
  /** Quantity of interest, a decimal string. The page does not say whether of this change or in all. */
  readonly i: string;
}
