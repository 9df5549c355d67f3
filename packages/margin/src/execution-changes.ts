import {
  type AccountChange,
  type ChangeDraft,
  changesFrom,
  fieldsOf,
  type KnownEvent,
} from "@listenkey/core/product";
import type { ExecutionReport } from "./events/execution-report.ts";

/** What a report lacks is left to {@link changesFrom}. */
type Report = Partial<ExecutionReport>;

/** What an execution report changed: its order, and by a fill if it is of one. */
export function executionChanges(event: KnownEvent<ExecutionReport>): readonly AccountChange[] {
  const report: Report = fieldsOf(event.data);
  const order = orderOf(report);
  const drafts = report.x === "TRADE" ? [order, fillOf(report)] : [order];
  return changesFrom(event, report.T, drafts);
}

function orderOf(report: Report): ChangeDraft {
  return {
    kind: "order",
    symbol: report.s,
    orderId: report.i,
    clientOrderId: clientOrderIdOf(report),
    // An order that waits for its stop price has the id that it will have in the book.
    isConditional: false,
    side: report.S,
    orderType: report.o,
    timeInForce: report.f,
    price: report.p,
    quantity: report.q,
    filledQuantity: report.z,
    status: report.X,
    execution: report.x,
  };
}

function fillOf(report: Report): ChangeDraft {
  return {
    kind: "fill",
    symbol: report.s,
    orderId: report.i,
    clientOrderId: clientOrderIdOf(report),
    tradeId: tradeIdOf(report),
    side: report.S,
    price: report.L,
    quantity: report.l,
    isMaker: report.m,
    commission: report.n,
    commissionAsset: report.N,
  };
}

/**
 * A cancel is reported under the id of the request that cancelled; `C` is then the order's own. An amendment is reported
 * under the order's new id, by which it goes from there on.
 */
function clientOrderIdOf({ c, C, x }: Report): string | undefined {
  return x !== "REPLACED" && C ? C : c;
}

/** Fills by smart order routing are allocations, and have no trade id. */
function tradeIdOf({ t, a }: Report): string | undefined {
  return t === "-1" ? a : t;
}
