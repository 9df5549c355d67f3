import type { EventValue, SimulatedEvent } from "../../sockets/simulated-event.ts";
import { over, plain, type Decimal } from "../decimal.ts";
import type { FuturesResult, Position } from "../ledgers/futures-ledger.ts";
import { fillOf, type Execution, type Order } from "../order.ts";
import type { EventTimes } from "./spot-events.ts";

const NO_TRADE = 0;

/** What every order event tells beside the execution. */
export interface CommonFacts {
  /** When it is sent, in epoch milliseconds. */
  readonly sentAt: number;
  /** What the trade did; absent if it was none. */
  readonly result: { readonly realized: Decimal } | undefined;
  /** What is open to buy and to sell. */
  readonly bids: Decimal;
  readonly asks: Decimal;
}

/** What an order event of futures tells beside the execution. */
export interface OrderFacts extends CommonFacts {
  readonly marginAsset: string;
  readonly result: FuturesResult | undefined;
}

/**
 * The fields of an order that every kind of derivatives account sends, to be added to: spreading so many fields
 * would make events, of which a simulated day has very many, twenty times slower to make and to write.
 */
export function commonOrderFields(
  execution: Execution,
  facts: CommonFacts,
): Record<string, EventValue> {
  const { order, at } = execution;
  const fill = fillOf(execution, NO_TRADE);
  return {
    s: order.market.symbol,
    c: order.clientId,
    S: order.side,
    o: "LIMIT",
    f: "GTC",
    q: plain(order.quantity),
    p: plain(order.price),
    ap: plain(averagePrice(order)),
    x: execution.type,
    X: execution.status,
    i: order.id,
    l: plain(fill.quantity),
    z: plain(order.filled),
    L: plain(fill.price),
    T: at,
    t: fill.tradeId,
    b: plain(facts.bids),
    a: plain(facts.asks),
    m: fill.isMaker,
    R: false,
    rp: plain(facts.result?.realized ?? 0n),
    V: "NONE",
  };
}

/** The commission of a trade, 0 if it was none. */
export function commissionOf({ result }: OrderFacts): string {
  return plain(result?.commission ?? 0n);
}

/** `ORDER_TRADE_UPDATE` of USD-M futures. */
export function linearOrderEvent(execution: Execution, facts: OrderFacts): SimulatedEvent {
  return {
    e: "ORDER_TRADE_UPDATE",
    E: facts.sentAt,
    T: execution.at,
    o: Object.assign(commonOrderFields(execution, facts), {
      sp: "0",
      ps: "BOTH",
      N: facts.marginAsset,
      n: commissionOf(facts),
      wt: "CONTRACT_PRICE",
      ot: "LIMIT",
      cp: false,
      pP: false,
      si: 0,
      ss: 0,
      pm: "NONE",
      gtd: 0,
      er: "0",
    }),
  };
}

/** `ORDER_TRADE_UPDATE` of COIN-M futures. */
export function inverseOrderEvent(
  execution: Execution,
  facts: OrderFacts,
  alias: string,
): SimulatedEvent {
  return {
    e: "ORDER_TRADE_UPDATE",
    E: facts.sentAt,
    T: execution.at,
    i: alias,
    o: Object.assign(commonOrderFields(execution, facts), {
      sp: "0",
      ps: "BOTH",
      ma: facts.marginAsset,
      N: facts.marginAsset,
      n: commissionOf(facts),
      wt: "CONTRACT_PRICE",
      ot: "LIMIT",
      cp: false,
      pP: false,
      pm: "NONE",
      er: "0",
    }),
  };
}

/** `TRADE_LITE` of USD-M futures; nothing if the execution was no trade. */
export function tradeLite(
  { order, fill, at }: Execution,
  sentAt: number,
): readonly SimulatedEvent[] {
  if (fill === undefined) return [];
  return [
    {
      e: "TRADE_LITE",
      E: sentAt,
      T: at,
      s: order.market.symbol,
      q: plain(order.quantity),
      p: plain(order.price),
      m: fill.isMaker,
      c: order.clientId,
      S: order.side,
      L: plain(fill.price),
      l: plain(fill.quantity),
      t: fill.tradeId,
      i: order.id,
    },
  ];
}

/** What changed an account's wallets and positions. */
export interface AccountChange {
  /** e.g. `ORDER`. */
  readonly reason: string;
  readonly asset: string;
  /** The wallet balance after it. */
  readonly wallet: Decimal;
  /** The change, profit and commission apart. */
  readonly change: Decimal;
  readonly position: PositionChange | undefined;
  /** The symbol a funding fee belongs to. */
  readonly fundingOf?: string;
}

/** A position after a change. */
export interface PositionChange {
  readonly position: Position;
  readonly unrealized: Decimal;
}

/** The `a` of `ACCOUNT_UPDATE`. */
export function accountFields(
  change: AccountChange,
  positionFields: (change: PositionChange) => Record<string, EventValue>,
): Record<string, EventValue> {
  const wallet = plain(change.wallet);
  return {
    m: change.reason,
    B: [{ a: change.asset, wb: wallet, cw: wallet, bc: plain(change.change) }],
    P: change.position === undefined ? [] : [positionFields(change.position)],
    S: change.fundingOf,
  };
}

/** A position of USD-M or COIN-M futures. */
function positionFields({ position, unrealized }: PositionChange): Record<string, EventValue> {
  return {
    s: position.market.symbol,
    pa: plain(position.amount),
    ep: plain(position.entryPrice),
    bep: plain(position.entryPrice),
    cr: plain(position.realized),
    up: plain(unrealized),
    mt: "cross",
    iw: "0",
    ps: "BOTH",
  };
}

/** `ACCOUNT_UPDATE` of USD-M futures, and of COIN-M with the account's alias. */
export function accountUpdate(
  change: AccountChange,
  { at, sentAt }: EventTimes,
  alias?: string,
): SimulatedEvent {
  return {
    e: "ACCOUNT_UPDATE",
    E: sentAt,
    T: at,
    i: alias,
    a: accountFields(change, positionFields),
  };
}

/** `ACCOUNT_CONFIG_UPDATE`: another leverage for a symbol. */
export function leverageUpdate(
  symbol: string,
  leverage: number,
  { at, sentAt }: EventTimes,
): SimulatedEvent {
  return { e: "ACCOUNT_CONFIG_UPDATE", E: sentAt, T: at, ac: { s: symbol, l: leverage } };
}

function averagePrice(order: Order): Decimal {
  return order.filled === 0n ? 0n : over(order.quoteFilled, order.filled);
}
