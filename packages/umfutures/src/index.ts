export { umfutures } from "./umfutures.ts";
export { toChanges } from "./changes.ts";
// What the stream delivers.
export type { UmfuturesEvent } from "./umfutures-event.ts";
export type {
  AccountConfigUpdate,
  AccountSetting,
  LeverageSetting,
} from "./events/account-config-update.ts";
export type {
  AccountUpdate,
  AccountUpdateData,
  AccountUpdateReason,
  BalanceState,
  PositionState,
} from "./events/account-update.ts";
export type { AlgoOrderState, AlgoStatus, AlgoUpdate } from "./events/algo-update.ts";
export type {
  ConditionalOrderTriggerReject,
  RejectedOrder,
} from "./events/conditional-order-trigger-reject.ts";
export type { GridState, GridUpdate } from "./events/grid-update.ts";
export type { MarginCall, MarginCallPosition } from "./events/margin-call.ts";
export type { OrderState, OrderTradeUpdate } from "./events/order-trade-update.ts";
export type { StrategyState, StrategyStatus, StrategyUpdate } from "./events/strategy-update.ts";
export type { TradeLite } from "./events/trade-lite.ts";
export type {
  ExecutionType,
  OrderSide,
  OrderStatus,
  OrderType,
  PositionSide,
  PriceMatch,
  SelfTradePrevention,
  TimeInForce,
  WorkingType,
} from "./events/order-terms.ts";
// What it says about itself.
export type { ListenKeyExpired } from "./events/listen-key-expired.ts";
