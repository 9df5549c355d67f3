import {
  changesFrom,
  fieldsOf,
  itemsOf,
  type AccountChange,
  type AccountEvent,
  type ChangeDraft,
  type KnownEvent,
} from "@listenkey/core/product";
import type { BalancePositionUpdate } from "./events/balance-position-update.ts";
import type { OrderState, OrderTradeUpdate } from "./events/order-trade-update.ts";
import type { RiskLevelChange } from "./events/risk-level-change.ts";
import type { OptionsEvent } from "./options-event.ts";

/**
 * What an event of options changed, in terms that all products share. Never throws: an event that is unknown, or lacks
 * what its documents promise, makes fewer changes or none.
 *
 * - `ORDER_TRADE_UPDATE` makes an order change, and a fill where there was a trade. The commission of the fill is
 *   positive where a fee is charged, as on the other products; options send it the other way round.
 * - `BALANCE_POSITION_UPDATE` makes a change for each balance and position in it. Balances come without `delta`: the
 *   exchange tells one without profit, loss and commission.
 * - `RISK_LEVEL_CHANGE` makes a margin call, unless the level is back to `NORMAL`.
 * - `ACCOUNT_UPDATE` makes none: it is sums of the account, sent every 10 seconds too.
 */
export function toChanges(event: AccountEvent<OptionsEvent>): readonly AccountChange[] {
  switch (event.type) {
    case "ORDER_TRADE_UPDATE":
      return orderTradeChanges(event);
    case "BALANCE_POSITION_UPDATE":
      return balancePositionChanges(event);
    case "RISK_LEVEL_CHANGE":
      return marginCalls(event);
    default:
      return [];
  }
}

function orderTradeChanges(event: KnownEvent<OrderTradeUpdate>): readonly AccountChange[] {
  const { T, o } = fieldsOf(event.data);
  const order = fieldsOf(o);
  return changesFrom(event, T, [
    {
      kind: "order",
      symbol: order.s,
      orderId: order.i,
      clientOrderId: order.c,
      isConditional: false,
      side: order.S,
      orderType: order.o,
      timeInForce: order.f,
      price: order.p,
      quantity: order.q,
      filledQuantity: order.z,
      averagePrice: order.ap,
      status: order.X,
      execution: order.x,
    },
    ...(isTrade(order) ? [fillOf(order)] : []),
  ]);
}

/** Whether an order has traded just now. */
function isTrade({ x, t, l }: Partial<OrderState>): boolean {
  return x === "TRADE" && t !== "0" && /[1-9]/.test(l ?? "");
}

function fillOf(order: Partial<OrderState>): ChangeDraft {
  return {
    kind: "fill",
    symbol: order.s,
    orderId: order.i,
    clientOrderId: order.c,
    tradeId: order.t,
    side: order.S,
    price: order.L,
    quantity: order.l,
    isMaker: order.m,
    commission: negated(order.n),
    commissionAsset: order.N,
    realizedProfit: order.rp,
  };
}

/** A decimal with the other sign, and none on zero. */
function negated(decimal: unknown): string | undefined {
  if (typeof decimal !== "string") return undefined;
  if (decimal.startsWith("-")) return decimal.slice(1);
  return /[1-9]/.test(decimal) ? `-${decimal}` : decimal;
}

function balancePositionChanges(
  event: KnownEvent<BalancePositionUpdate>,
): readonly AccountChange[] {
  const { T, m: reason, B, P } = fieldsOf(event.data);
  return changesFrom(event, T, [
    ...itemsOf(B).map((balance): ChangeDraft => ({
      kind: "balance",
      asset: balance.a,
      wallet: balance.b,
      reason,
    })),
    ...itemsOf(P).map((position): ChangeDraft => ({
      kind: "position",
      symbol: position.s,
      side: "BOTH",
      quantity: position.c,
      entryPrice: position.a,
      reason,
    })),
  ]);
}

function marginCalls(event: KnownEvent<RiskLevelChange>): readonly AccountChange[] {
  const { s: status, mm: maintenanceMargin } = fieldsOf(event.data);
  if (status === "NORMAL") return [];
  return changesFrom(event, undefined, [{ kind: "marginCall", status, maintenanceMargin }]);
}
