import type { SimulatedEvent } from "../../sockets/simulated-event.ts";
import { fixed, times } from "../decimal.ts";
import type { Amount, Balance, SpotResult } from "../ledgers/spot-ledger.ts";
import type { Id } from "../trading-ids.ts";
import { fillOf, type Execution } from "../order.ts";

const NO_TRADE = -1;

/** What an execution report tells beside the execution. */
export interface ReportFacts {
  /** When it is sent, in epoch milliseconds. */
  readonly sentAt: number;
  readonly executionId: Id;
  readonly result: SpotResult;
  /** The client order id of the request that cancelled; unused otherwise. */
  readonly cancelId: string;
}

/** `executionReport`, as spot and margin send it. */
export function executionReport(execution: Execution, facts: ReportFacts): SimulatedEvent {
  const { order, at } = execution;
  const fill = fillOf(execution, NO_TRADE);
  const { commission } = facts.result;
  const [clientId, originalId] = clientIds(execution, facts);
  return {
    e: "executionReport",
    E: facts.sentAt,
    s: order.market.symbol,
    c: clientId,
    S: order.side,
    o: "LIMIT",
    f: "GTC",
    q: fixed(order.quantity),
    p: fixed(order.price),
    P: fixed(0n),
    F: fixed(0n),
    g: -1,
    C: originalId,
    x: execution.type,
    X: execution.status,
    r: "NONE",
    i: order.id,
    l: fixed(fill.quantity),
    z: fixed(order.filled),
    L: fixed(fill.price),
    n: commission === undefined ? "0" : fixed(commission.amount),
    N: commission?.asset ?? null,
    T: at,
    t: fill.tradeId,
    I: facts.executionId,
    w: execution.status === "NEW" || execution.status === "PARTIALLY_FILLED",
    m: fill.isMaker,
    M: false,
    O: order.createdAt,
    Z: fixed(order.quoteFilled),
    Y: fixed(times(fill.price, fill.quantity)),
    Q: fixed(0n),
    W: order.createdAt,
    V: "NONE",
  };
}

/** A cancel is reported under the id of the request that cancelled. */
function clientIds(
  { type, order }: Execution,
  { cancelId }: ReportFacts,
): readonly [clientId: string, originalId: string] {
  return type === "CANCELED" ? [cancelId, order.clientId] : [order.clientId, ""];
}

/** When something happened and when it is told, in epoch milliseconds. */
export interface EventTimes {
  readonly at: number;
  readonly sentAt: number;
}

/** `outboundAccountPosition`. */
export function accountPosition(
  balances: readonly Balance[],
  { at, sentAt }: EventTimes,
): SimulatedEvent {
  return {
    e: "outboundAccountPosition",
    E: sentAt,
    u: at,
    B: balances.map(({ asset, free, locked }) => ({ a: asset, f: fixed(free), l: fixed(locked) })),
  };
}

/** `balanceUpdate`: a deposit, a withdrawal or a transfer. */
export function balanceUpdate(
  { asset, amount }: Amount,
  { at, sentAt }: EventTimes,
): SimulatedEvent {
  return { e: "balanceUpdate", E: sentAt, a: asset, d: fixed(amount), T: at };
}
