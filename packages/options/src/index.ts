export { options } from "./options.ts";
export { toChanges } from "./changes.ts";
// What the stream delivers.
export type { OptionsEvent } from "./options-event.ts";
export type { AccountUpdate } from "./events/account-update.ts";
export type {
  BalancePositionUpdate,
  BalanceState,
  PositionState,
} from "./events/balance-position-update.ts";
export type { GreekUpdate, Greeks } from "./events/greek-update.ts";
export type {
  ExecutionType,
  OrderSide,
  OrderState,
  OrderStatus,
  OrderTradeUpdate,
  OrderType,
  SelfTradePrevention,
  TimeInForce,
} from "./events/order-trade-update.ts";
export type { RiskLevelChange } from "./events/risk-level-change.ts";
// What it says about itself.
export type { ListenKeyExpired } from "./events/listen-key-expired.ts";
