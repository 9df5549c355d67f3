import {
  changesFrom,
  fieldsOf,
  itemsOf,
  type AccountChange,
  type AccountEvent,
  type ChangeDraft,
  type KnownEvent,
} from "@listenkey/core/product";
import type { AccountUpdate } from "./events/account-update.ts";
import type { AlgoUpdate } from "./events/algo-update.ts";
import type { MarginCall } from "./events/margin-call.ts";
import type { OrderState, OrderTradeUpdate } from "./events/order-trade-update.ts";
import type { CmfuturesEvent } from "./cmfutures-event.ts";

/**
 * What an event of COIN-M futures changed, in terms that all products share. Never throws: an event that is unknown, or
 * lacks what its documents promise, makes fewer changes or none. Quantities are in contracts.
 *
 * - `ORDER_TRADE_UPDATE` makes an order change, and a fill where there was a trade, a liquidation's included.
 * - `ALGO_UPDATE` makes a change of the conditional order, under its own id also once it has triggered.
 * - `ACCOUNT_UPDATE` makes a change for each balance and position in it. Balances come without `delta`: the exchange
 *   tells one without profit, loss and commission.
 * - `MARGIN_CALL` makes one for each position concerned.
 */
export function toChanges(event: AccountEvent<CmfuturesEvent>): readonly AccountChange[] {
  switch (event.type) {
    case "ORDER_TRADE_UPDATE":
      return orderTradeChanges(event);
    case "ALGO_UPDATE":
      return algoChanges(event);
    case "ACCOUNT_UPDATE":
      return accountChanges(event);
    case "MARGIN_CALL":
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

/** Whether an order has traded just now. `CALCULATED` is how a liquidation trades. */
function isTrade({ x, t, l }: Partial<OrderState>): boolean {
  return (x === "TRADE" || x === "CALCULATED") && t !== "0" && /[1-9]/.test(l ?? "");
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
    commission: order.n,
    commissionAsset: order.N,
    realizedProfit: order.rp,
  };
}

function algoChanges(event: KnownEvent<AlgoUpdate>): readonly AccountChange[] {
  const { T, o, ao } = fieldsOf(event.data);
  const order = fieldsOf(o ?? ao);
  return changesFrom(event, T, [
    {
      kind: "order",
      symbol: order.s,
      orderId: order.aid,
      clientOrderId: order.caid,
      isConditional: true,
      side: order.S,
      orderType: order.o,
      timeInForce: order.f,
      price: order.p,
      quantity: order.q,
      filledQuantity: order.aq,
      averagePrice: order.ap,
      status: order.X,
    },
  ]);
}

function accountChanges(event: KnownEvent<AccountUpdate>): readonly AccountChange[] {
  const { T, a } = fieldsOf(event.data);
  const { m: reason, B, P } = fieldsOf(a);
  return changesFrom(event, T, [
    ...itemsOf(B).map((balance): ChangeDraft => ({
      kind: "balance",
      asset: balance.a,
      wallet: balance.wb,
      reason,
    })),
    ...itemsOf(P).map((position): ChangeDraft => ({
      kind: "position",
      symbol: position.s,
      side: position.ps,
      quantity: position.pa,
      entryPrice: position.ep,
      unrealizedProfit: position.up,
      reason,
    })),
  ]);
}

function marginCalls(event: KnownEvent<MarginCall>): readonly AccountChange[] {
  const positions = itemsOf(fieldsOf(event.data).p);
  // A warning is told even if it names no position: it concerns the account, then.
  const concerned = positions.length === 0 ? [{}] : positions;
  return changesFrom(
    event,
    undefined,
    concerned.map(({ s: symbol, ps: side, mm: maintenanceMargin }): ChangeDraft => ({
      kind: "marginCall",
      symbol,
      side,
      maintenanceMargin,
    })),
  );
}
