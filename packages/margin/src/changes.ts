import {
  type AccountChange,
  type AccountEvent,
  changesFrom,
  fieldsOf,
  itemsOf,
  type KnownEvent,
} from "@listenkey/core/product";
import type { BalanceUpdate } from "./events/balance-update.ts";
import type { MarginLevelStatusChange } from "./events/margin-level-status-change.ts";
import type { OutboundAccountPosition } from "./events/outbound-account-position.ts";
import { executionChanges } from "./execution-changes.ts";
import type { MarginRiskEvent } from "./margin-risk-event.ts";
import type { MarginTradeEvent } from "./margin-trade-event.ts";

/** The bands of the margin level that are no call. */
const AT_EASE: ReadonlySet<string | undefined> = new Set(["EXCESSIVE", "NORMAL"]);

/**
 * What an event of any of the margin streams changed, in terms that all products share. Never throws.
 *
 * - `executionReport`: its order; and a fill where the execution type is `TRADE`, under the trade id, or the allocation id
 *   where there is no trade. `isConditional` is `false` always: an order that waits for its stop price keeps its id.
 *   There is no average price: it is `data.Z / data.z`.
 * - `outboundAccountPosition`: the free and the locked amount of each asset in it.
 * - `balanceUpdate`: a difference.
 * - `MARGIN_LEVEL_STATUS_CHANGE`: a margin call of the whole account with its level and status; nothing where the status
 *   is `NORMAL` or `EXCESSIVE`.
 * - `USER_LIABILITY_CHANGE`: nothing. What is owed is no balance, and the documents do not say whether the event tells
 *   the change or the whole.
 * - `listStatus`: nothing, as the orders of the list have reports of their own.
 * - An unknown event: nothing.
 *
 * A change that lacks a field it cannot do without is left out.
 */
export function toChanges(
  event: AccountEvent<MarginTradeEvent | MarginRiskEvent>,
): readonly AccountChange[] {
  switch (event.type) {
    case "executionReport":
      return executionChanges(event);
    case "outboundAccountPosition":
      return positionChanges(event);
    case "balanceUpdate":
      return deltaChanges(event);
    case "MARGIN_LEVEL_STATUS_CHANGE":
      return levelChanges(event);
    default:
      return [];
  }
}

function positionChanges(event: KnownEvent<OutboundAccountPosition>): readonly AccountChange[] {
  const { u, B } = fieldsOf(event.data);
  return changesFrom(
    event,
    u,
    itemsOf(B).map(({ a, f, l }) => ({ kind: "balance", asset: a, free: f, locked: l })),
  );
}

function deltaChanges(event: KnownEvent<BalanceUpdate>): readonly AccountChange[] {
  const { a, d, T } = fieldsOf(event.data);
  return changesFrom(event, T, [{ kind: "balance", asset: a, delta: d }]);
}

/** A status that is not known is taken for a call: a false alarm costs less than a missed one. */
function levelChanges(event: KnownEvent<MarginLevelStatusChange>): readonly AccountChange[] {
  const { l, s } = fieldsOf(event.data);
  return AT_EASE.has(s)
    ? []
    : changesFrom(event, undefined, [{ kind: "marginCall", level: l, status: s }]);
}
