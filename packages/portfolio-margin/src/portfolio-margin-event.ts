import type { AccountConfigUpdate } from "./events/account-config-update.ts";
import type { AccountUpdate } from "./events/account-update.ts";
import type { AlgoUpdate } from "./events/algo-update.ts";
import type { BalanceUpdate } from "./events/balance-update.ts";
import type { ConditionalOrderTradeUpdate } from "./events/conditional-order-trade-update.ts";
import type { ExecutionReport } from "./events/execution-report.ts";
import type { LiabilityChange } from "./events/liability-change.ts";
import type { OpenOrderLoss } from "./events/open-order-loss.ts";
import type { OrderTradeUpdate } from "./events/order-trade-update.ts";
import type { OutboundAccountPosition } from "./events/outbound-account-position.ts";
import type { RiskLevelChange } from "./events/risk-level-change.ts";

/**
 * What the portfolio margin user data stream delivers, told apart by `e`: USD-M, COIN-M and cross margin on one
 * connection.
 *
 * `ListenKeyExpired` is not among it: streams act on that themselves.
 *
 * Source: https://developers.binance.com/docs/derivatives/portfolio-margin/user-data-streams, one page an event.
 */
export type PortfolioMarginEvent =
  | OrderTradeUpdate
  | AccountUpdate
  | AccountConfigUpdate
  | ConditionalOrderTradeUpdate
  | AlgoUpdate
  | ExecutionReport
  | OutboundAccountPosition
  | BalanceUpdate
  | LiabilityChange
  | OpenOrderLoss
  | RiskLevelChange;
