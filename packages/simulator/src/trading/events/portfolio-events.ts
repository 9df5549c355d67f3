import type { EventValue, SimulatedEvent } from "../../sockets/simulated-event.ts";
import { fixed, plain } from "../decimal.ts";
import {
  accountFields,
  commissionOf,
  commonOrderFields,
  type AccountChange,
  type OrderFacts,
  type PositionChange,
} from "./futures-events.ts";
import type { Amount } from "../ledgers/spot-ledger.ts";
import type { Execution } from "../order.ts";
import type { Id } from "../trading-ids.ts";
import type { EventTimes } from "./spot-events.ts";

/** The part of a portfolio margin account that an event is about. */
export interface BusinessUnit {
  readonly unit: "UM" | "CM";
  /** Empty for UM. */
  readonly alias: string;
}

/** `ORDER_TRADE_UPDATE`: fewer fields than futures accounts send, and no commission fields without one. */
export function portfolioOrderEvent(
  execution: Execution,
  facts: OrderFacts,
  { unit, alias }: BusinessUnit,
): SimulatedEvent {
  return {
    e: "ORDER_TRADE_UPDATE",
    fs: unit,
    E: facts.sentAt,
    T: execution.at,
    i: alias,
    o: Object.assign(commonOrderFields(execution, facts), {
      sp: "0",
      ps: "BOTH",
      N: facts.result === undefined ? undefined : facts.marginAsset,
      n: facts.result === undefined ? undefined : commissionOf(facts),
      gtd: 0,
    }),
  };
}

/** `ACCOUNT_UPDATE`: positions without margin type and isolated wallet. */
export function portfolioAccountUpdate(
  change: AccountChange,
  { at, sentAt }: EventTimes,
  { unit, alias }: BusinessUnit,
): SimulatedEvent {
  const a = accountFields(change, portfolioPosition);
  return { e: "ACCOUNT_UPDATE", fs: unit, E: sentAt, T: at, i: alias, a };
}

function portfolioPosition({ position, unrealized }: PositionChange): Record<string, EventValue> {
  return {
    s: position.market.symbol,
    pa: plain(position.amount),
    ep: plain(position.entryPrice),
    cr: plain(position.realized),
    up: plain(unrealized),
    ps: "BOTH",
    bep: plain(position.entryPrice),
  };
}

/** A spot event as the margin part of a portfolio margin account words it. */
export function portfolioMarginEvent(event: SimulatedEvent, updateId: Id): SimulatedEvent {
  // Execution reports carry their update id as `I` already, and lack the ignored `M`.
  const difference = event.e === "executionReport" ? { M: undefined } : { U: updateId };
  return Object.assign({ ...event }, difference);
}

/** `liabilityChange`: borrowed in the margin part. `T` is a transaction id, not a time. */
export function liabilityChange(
  debt: Amount & { readonly total: Amount["amount"] },
  transactionId: Id,
  { sentAt }: EventTimes,
): SimulatedEvent {
  return {
    e: "liabilityChange",
    E: sentAt,
    a: debt.asset,
    t: "BORROW",
    T: transactionId,
    p: fixed(debt.amount),
    i: "0",
    l: fixed(debt.total),
  };
}

/** `riskLevelChange` of Portfolio Margin and Portfolio Margin Pro. */
export function riskLevelChange(risk: RiskFigures, { sentAt }: EventTimes): SimulatedEvent {
  return {
    e: "riskLevelChange",
    E: sentAt,
    u: fixed(risk.ratio),
    s: "MARGIN_CALL",
    eq: fixed(risk.equity),
    ae: fixed(risk.equity),
    m: fixed(risk.maintenance),
  };
}

/** `PM_PRO_ACCOUNT_UPDATE`. */
export function proAccountUpdate(risk: RiskFigures, { sentAt }: EventTimes): SimulatedEvent {
  const available = risk.equity - risk.initial;
  return {
    e: "PM_PRO_ACCOUNT_UPDATE",
    E: sentAt,
    u: fixed(risk.ratio),
    eq: fixed(risk.equity),
    ae: fixed(risk.equity),
    im: fixed(risk.initial),
    mm: fixed(risk.maintenance),
    avb: fixed(available),
    vmw: fixed(available),
  };
}

/** How near an account is to its limits, in dollars. */
export interface RiskFigures {
  /** Equity over maintenance margin. */
  readonly ratio: bigint;
  readonly equity: bigint;
  readonly initial: bigint;
  readonly maintenance: bigint;
}
