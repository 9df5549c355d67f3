import {
  changesFrom,
  fieldsOf,
  itemsOf,
  type AccountChange,
  type ChangeDraft,
  type KnownEvent,
} from "@listenkey/core/product";
import type { AccountUpdate } from "../events/account-update.ts";
import type { AlgoUpdate } from "../events/algo-update.ts";
import type { ConditionalOrderTradeUpdate } from "../events/conditional-order-trade-update.ts";
import type { OrderState, OrderTradeUpdate } from "../events/order-trade-update.ts";

/** An order, and the fill if it has traded just now. */
export function orderTradeChanges(event: KnownEvent<OrderTradeUpdate>): readonly AccountChange[] {
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

/** A conditional order, under the id of its own. */
export function conditionalOrderChanges(
  event: KnownEvent<ConditionalOrderTradeUpdate>,
): readonly AccountChange[] {
  const { T, so } = fieldsOf(event.data);
  const order = fieldsOf(so);
  return changesFrom(event, T, [
    {
      kind: "order",
      symbol: order.s,
      orderId: order.si,
      clientOrderId: order.c,
      isConditional: true,
      side: order.S,
      orderType: order.st,
      timeInForce: order.f,
      price: order.p,
      quantity: order.q,
      status: order.os,
    },
  ]);
}

/** A conditional order, under the id of its own. */
export function algoChanges(event: KnownEvent<AlgoUpdate>): readonly AccountChange[] {
  const { T, ao } = fieldsOf(event.data);
  const order = fieldsOf(ao);
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

/** Every balance and position in it. */
export function accountChanges(event: KnownEvent<AccountUpdate>): readonly AccountChange[] {
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
