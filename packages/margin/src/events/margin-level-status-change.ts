/**
 * A margin call: the margin level of the account has come into a band that is too low.
 *
 * Source: https://developers.binance.com/en/docs/products/margin-trading/risk-data-stream; the values of `s` but for
 * `MARGIN_CALL` from `marginLevelStatus` of `GET /sapi/v1/margin/isolated/account`. On the trade stream no page has it;
 * types of Binance's own JavaScript client do.
 */
export interface MarginLevelStatusChange {
  /** Event type. */
  readonly e: "MARGIN_LEVEL_STATUS_CHANGE";
  /** When the event was sent, in epoch milliseconds. */
  readonly E: number;
  /** Margin level now, a decimal string. */
  readonly l: string;
  /** The band that the margin level is in now. The page shows `MARGIN_CALL`, and lists no others. */
  readonly s:
    | "EXCESSIVE"
    | "NORMAL"
    | "MARGIN_CALL"
    | "PRE_LIQUIDATION"
    | "FORCE_LIQUIDATION"
    | (string & {});
}
