export { portfolioMargin } from "./portfolio-margin.ts";
export { portfolioMarginPro } from "./portfolio-margin-pro.ts";
export { toChanges } from "./changes.ts";
// What the stream of portfolio margin delivers of futures.
export type { PortfolioMarginEvent } from "./portfolio-margin-event.ts";
export type { AccountConfigUpdate, LeverageSetting } from "./events/account-config-update.ts";
export type {
  AccountUpdate,
  AccountUpdateData,
  AccountUpdateReason,
  BalanceState,
  PositionState,
} from "./events/account-update.ts";
export type { AlgoOrderState, AlgoStatus, AlgoUpdate } from "./events/algo-update.ts";
export type { BusinessUnit } from "./events/business-unit.ts";
export type {
  ConditionalOrderState,
  ConditionalOrderTradeUpdate,
} from "./events/conditional-order-trade-update.ts";
export type { OrderState, OrderTradeUpdate } from "./events/order-trade-update.ts";
export type {
  ConditionalOrderType,
  OrderSide,
  PositionSide,
  PriceMatch,
  SelfTradePrevention,
  TimeInForce,
  WorkingType,
} from "./events/order-terms.ts";
// What it delivers of cross margin, and of the whole account.
export type { BalanceUpdate } from "./events/balance-update.ts";
export type { ExecutionReport } from "./events/execution-report.ts";
export type { LiabilityChange } from "./events/liability-change.ts";
export type { AssetLoss, OpenOrderLoss } from "./events/open-order-loss.ts";
export type { MarginBalance, OutboundAccountPosition } from "./events/outbound-account-position.ts";
export type { RiskLevelChange } from "./events/risk-level-change.ts";
// What the stream of portfolio margin pro delivers.
export type { PortfolioMarginProEvent } from "./portfolio-margin-pro-event.ts";
export type { PmProAccountUpdate } from "./events/pm-pro-account-update.ts";
export type { UniMmrDrop } from "./events/uni-mmr-drop.ts";
// What they say about themselves.
export type { ListenKeyExpired } from "./events/listen-key-expired.ts";
