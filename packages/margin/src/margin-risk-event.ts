import type { ListenKeyExpired } from "./events/listen-key-expired.ts";
import type { MarginLevelStatusChange } from "./events/margin-level-status-change.ts";
import type { UserLiabilityChange } from "./events/user-liability-change.ts";

/**
 * The payload of an event of the cross margin risk stream, told apart by `e`.
 *
 * Fields are as the exchange names them, case included. Enums are open: a value that is not listed may come. Fields that
 * no page documents are kept, and are not typed. Times are epoch milliseconds.
 *
 * Source: https://developers.binance.com/docs/margin_trading/risk-data-stream, one page an event.
 */
export type MarginRiskEvent = MarginLevelStatusChange | UserLiabilityChange;

/** By this the exchange speaks about the stream itself. A stream acts on it and does not deliver it. */
export type MarginRiskControlEvent = ListenKeyExpired;
