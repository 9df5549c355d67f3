import type { AccountUpdate } from "./events/account-update.ts";
import type { BalancePositionUpdate } from "./events/balance-position-update.ts";
import type { GreekUpdate } from "./events/greek-update.ts";
import type { OrderTradeUpdate } from "./events/order-trade-update.ts";
import type { RiskLevelChange } from "./events/risk-level-change.ts";

/**
 * What the options user data stream delivers, as rebuilt in December 2025, told apart by `e`.
 *
 * `ListenKeyExpired` is not among it: streams act on that themselves.
 *
 * Source: https://developers.binance.com/docs/derivatives/options-trading/user-data-streams, one page an event.
 */
export type OptionsEvent =
  | OrderTradeUpdate
  | AccountUpdate
  | BalancePositionUpdate
  | GreekUpdate
  | RiskLevelChange;
