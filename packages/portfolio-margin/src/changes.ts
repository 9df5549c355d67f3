import {
  changesFrom,
  fieldsOf,
  type AccountChange,
  type AccountEvent,
  type KnownEvent,
} from "@listenkey/core/product";
import {
  accountChanges,
  algoChanges,
  conditionalOrderChanges,
  orderTradeChanges,
} from "./changes/futures-changes.ts";
import { balanceChanges, executionChanges, assetChanges } from "./changes/margin-changes.ts";
import type { RiskLevelChange } from "./events/risk-level-change.ts";
import type { PortfolioMarginEvent } from "./portfolio-margin-event.ts";
import type { PortfolioMarginProEvent } from "./portfolio-margin-pro-event.ts";

/**
 * What an event of portfolio margin, or portfolio margin pro, changed, in terms that all products share. Never throws:
 * an event that is unknown, or lacks what its documents promise, makes fewer changes or none.
 *
 * - `ORDER_TRADE_UPDATE` and `executionReport` make an order change, and a fill where there was a trade, a liquidation's
 *   included. Quantities of COIN-M are in contracts.
 * - `CONDITIONAL_ORDER_TRADE_UPDATE` and `ALGO_UPDATE` make a change of the conditional order, under its own id also
 *   once it has triggered.
 * - `ACCOUNT_UPDATE` makes a change for each balance and position in it. Its balances come without `delta`: the exchange
 *   tells one without profit, loss and commission.
 * - `outboundAccountPosition` makes a change for each balance in it, `balanceUpdate` one with its `delta`.
 * - `riskLevelChange` makes a margin call of the account.
 */
export function toChanges(
  event: AccountEvent<PortfolioMarginEvent | PortfolioMarginProEvent>,
): readonly AccountChange[] {
  switch (event.type) {
    case "ORDER_TRADE_UPDATE":
      return orderTradeChanges(event);
    case "CONDITIONAL_ORDER_TRADE_UPDATE":
      return conditionalOrderChanges(event);
    case "ALGO_UPDATE":
      return algoChanges(event);
    case "ACCOUNT_UPDATE":
      return accountChanges(event);
    case "executionReport":
      return executionChanges(event);
    case "outboundAccountPosition":
      return assetChanges(event);
    case "balanceUpdate":
      return balanceChanges(event);
    case "riskLevelChange":
      return marginCalls(event);
    default:
      return [];
  }
}

function marginCalls(event: KnownEvent<RiskLevelChange>): readonly AccountChange[] {
  const { u: level, s: status, m: maintenanceMargin } = fieldsOf(event.data);
  return changesFrom(event, undefined, [{ kind: "marginCall", level, status, maintenanceMargin }]);
}
