import {
  changesFrom,
  fieldsOf,
  itemsOf,
  type AccountChange,
  type ChangeDraft,
  type KnownEvent,
} from "@listenkey/core/product";
import type { BalanceUpdate } from "../events/balance-update.ts";
import type { ExecutionReport } from "../events/execution-report.ts";
import type { OutboundAccountPosition } from "../events/outbound-account-position.ts";

/** An order, and the fill if it has traded just now. */
export function executionChanges(event: KnownEvent<ExecutionReport>): readonly AccountChange[] {
  const report = fieldsOf(event.data);
  return changesFrom(event, report.T, [
    {
      kind: "order",
      symbol: report.s,
      orderId: report.i,
      clientOrderId: placedUnder(report),
      isConditional: false,
      side: report.S,
      orderType: report.o,
      timeInForce: report.f,
      price: report.p,
      quantity: report.q,
      filledQuantity: report.z,
      status: report.X,
      execution: report.x,
    },
    ...(isTrade(report) ? [fillOf(report)] : []),
  ]);
}

/** The client order id given on placement: a cancel has one of its own, and names that in `C`. */
function placedUnder({ c, C }: Partial<ExecutionReport>): string | undefined {
  return C === undefined || C === "" ? c : C;
}

/** Whether an order has traded just now. */
function isTrade({ x, t, l }: Partial<ExecutionReport>): boolean {
  return x === "TRADE" && t !== "-1" && /[1-9]/.test(l ?? "");
}

function fillOf(report: Partial<ExecutionReport>): ChangeDraft {
  return {
    kind: "fill",
    symbol: report.s,
    orderId: report.i,
    clientOrderId: placedUnder(report),
    tradeId: report.t,
    side: report.S,
    price: report.L,
    quantity: report.l,
    isMaker: report.m,
    commission: report.n,
    commissionAsset: report.N,
  };
}

/** Every balance in it. */
export function assetChanges(event: KnownEvent<OutboundAccountPosition>): readonly AccountChange[] {
  const { u, B } = fieldsOf(event.data);
  return changesFrom(
    event,
    u,
    itemsOf(B).map(({ a: asset, f: free, l: locked }): ChangeDraft => ({
      kind: "balance",
      asset,
      free,
      locked,
    })),
  );
}

/** The one balance that it is about. */
export function balanceChanges(event: KnownEvent<BalanceUpdate>): readonly AccountChange[] {
  const { T, a: asset, d: delta } = fieldsOf(event.data);
  return changesFrom(event, T, [{ kind: "balance", asset, delta }]);
}
