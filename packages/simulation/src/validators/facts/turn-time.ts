import type { Interval } from "@listenkey/simulator";
import { crowdTime } from "./crowd-time.ts";
import { dialBudgetInUse } from "./dial-budget.ts";
import { poolsOf } from "./pools.ts";
import { Spans } from "./spans.ts";
import type { StreamView } from "./stream-view.ts";

/**
 * For how much of a span a stream could not put one socket in the place of another, in milliseconds: something stood in
 * its way, or the dial budget was in use.
 *
 * @param wantedFrom When it wanted to. Before, no budget concerned it.
 */
export function waitedIn(span: Interval, wantedFrom: number, view: StreamView): number {
  const wanted = { from: Math.max(span.from, wantedFrom), to: span.to };
  const inUse = budgetOf(view).meeting(wanted);
  const queued = inUse.map(({ from, to }) => ({ from: Math.max(from, wanted.from), to }));
  const waits = new Spans([...view.hindrances.meeting(span), ...queued]);
  return waits.coverOf(span) + turnTime(view);
}

/** When a stream could open another socket at the latest that it wants at a moment. */
export function turnFrom(at: number, view: StreamView): number {
  const waits = new Spans([...view.hindrances.all, ...budgetOf(view).all]);
  return waits.endFrom(at) + turnTime(view);
}

/** How long a turn that no log tells of may take: that of a subscription, on a connection that is there. */
function turnTime(view: StreamView): number {
  return hasOwnSockets(view) ? 0 : crowdTime(view.whose.clients[0], view.facts);
}

function budgetOf(view: StreamView): Spans {
  const [client] = view.whose.clients;
  if (!hasOwnSockets(view)) return new Spans([]);
  return dialBudgetInUse(client, poolsOf(view.session.way).sockets, view.facts);
}

/** Whether each feed of a stream is a socket of its own. */
function hasOwnSockets({ session: { plan, way } }: StreamView): boolean {
  return way.access === "listenKey" && !plan.shareSockets;
}
