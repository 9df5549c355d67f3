import type { AccountConfigUpdate } from "./events/account-config-update.ts";
import type { AccountUpdate } from "./events/account-update.ts";
import type { AlgoUpdate } from "./events/algo-update.ts";
import type { GridUpdate } from "./events/grid-update.ts";
import type { MarginCall } from "./events/margin-call.ts";
import type { OrderTradeUpdate } from "./events/order-trade-update.ts";
import type { StrategyUpdate } from "./events/strategy-update.ts";

/**
 * What the COIN-M futures user data stream delivers, told apart by `e`.
 *
 * `ListenKeyExpired` is not among it: streams act on that themselves.
 *
 * Source: https://developers.binance.com/docs/derivatives/coin-margined-futures/user-data-streams, one page an event.
 */
export type CmfuturesEvent =
  | OrderTradeUpdate
  | AccountUpdate
  | AlgoUpdate
  | AccountConfigUpdate
  | MarginCall
  | StrategyUpdate
  | GridUpdate;
