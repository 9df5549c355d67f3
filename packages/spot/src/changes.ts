import {
  type AccountChange,
  type AccountEvent,
  changesFrom,
  fieldsOf,
  itemsOf,
  type KnownEvent,
} from "@listenkey/core/product";
import type { BalanceUpdate } from "./events/balance-update.ts";
import type { ExternalLockUpdate } from "./events/external-lock-update.ts";
import type { OutboundAccountPosition } from "./events/outbound-account-position.ts";
import { executionChanges } from "./execution-changes.ts";
import type { SpotEvent } from "./spot-event.ts";

/**
 * What an event changed, in terms that all products share. Never throws.
 *
 * - `executionReport`: its order; and a fill where the execution type is `TRADE`, under the trade id, or the allocation id
 *   where there is no trade. `isConditional` is `false` always: an order that waits for its stop price keeps its id.
 *   There is no average price: it is `data.Z / data.z`.
 * - `outboundAccountPosition`: the free and the locked amount of each asset in it.
 * - `balanceUpdate`: a difference.
 * - `externalLockUpdate`: a difference with the `reason` `externalLockUpdate`. It is of the locked part.
 * - `listStatus`: nothing, as the orders of the list have reports of their own.
 * - An unknown event: nothing.
 *
 * A change that lacks a field it cannot do without is left out.
 */
export function toChanges(event: AccountEvent<SpotEvent>): readonly AccountChange[] {
  switch (event.type) {
    case "executionReport":
      return executionChanges(event);
    case "outboundAccountPosition":
      return positionChanges(event);
    case "balanceUpdate":
      return deltaChanges(event);
    case "externalLockUpdate":
      return deltaChanges(event, "externalLockUpdate");
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

function deltaChanges(
  event: KnownEvent<BalanceUpdate | ExternalLockUpdate>,
  reason?: string,
): readonly AccountChange[] {
  const { a, d, T } = fieldsOf(event.data);
  return changesFrom(event, T, [{ kind: "balance", asset: a, delta: d, reason }]);
}
