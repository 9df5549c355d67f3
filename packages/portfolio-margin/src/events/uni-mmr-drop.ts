/**
 * The unified maintenance margin ratio has fallen by more than 5 % from its reference. Only where the account has
 * switched the notification on. Announced for 2026-10-29 without a payload, so nothing is known of its fields.
 *
 * Source: https://developers.binance.com/docs/derivatives/change-log, 2026-10-22.
 */
export interface UniMmrDrop {
  /** Event type. */
  readonly e: "uniMMRDrop";
  /** Whatever else the exchange sends. */
  readonly [field: string]: unknown;
}
