import type { SimulatedEvent } from "../../sockets/simulated-event.ts";
import { decimal, fixed, plain, size, times, type Decimal } from "../decimal.ts";
import type { OptionPosition, OptionResult, OptionsLedger } from "../ledgers/options-ledger.ts";
import type { Execution } from "../order.ts";
import { commonOrderFields, type CommonFacts } from "./futures-events.ts";
import type { EventTimes } from "./spot-events.ts";

/** What an order event of options tells beside the execution. */
export interface OptionFacts extends CommonFacts {
  readonly result: OptionResult | undefined;
}

/** `ORDER_TRADE_UPDATE` of options: no stop price, no position side, and a fee is a negative commission. */
export function optionOrderEvent(execution: Execution, facts: OptionFacts): SimulatedEvent {
  return {
    e: "ORDER_TRADE_UPDATE",
    E: facts.sentAt,
    T: execution.at,
    o: Object.assign(commonOrderFields(execution, facts), {
      N: execution.order.market.quote,
      n: plain(-(facts.result?.fee ?? 0n)),
      ot: "LIMIT",
    }),
  };
}

/** `BALANCE_POSITION_UPDATE`. */
export function balancePositionUpdate(
  { balance }: OptionsLedger,
  { market, amount, entryPrice, lastPrice }: OptionPosition,
  { at, sentAt }: EventTimes,
): SimulatedEvent {
  return {
    e: "BALANCE_POSITION_UPDATE",
    E: sentAt,
    T: at,
    m: "ORDER",
    B: [{ a: market.quote, b: fixed(balance), bc: "0" }],
    P: [
      {
        s: market.symbol,
        c: plain(amount),
        p: fixed(times(lastPrice, amount)),
        a: fixed(entryPrice),
      },
    ],
  };
}

const INITIAL_RATE = decimal("0.15");
const MAINTENANCE_RATE = decimal("0.075");

/** `ACCOUNT_UPDATE` of options: flat, and about the whole account. */
export function optionAccountUpdate(
  { balance, positions }: OptionsLedger,
  { at, sentAt }: EventTimes,
): SimulatedEvent {
  const value = sum(positions.map((one) => times(one.lastPrice, one.amount)));
  const unrealized = sum(positions.map((one) => times(one.lastPrice - one.entryPrice, one.amount)));
  const shorts = sum(
    positions.map((one) => (one.amount < 0n ? size(times(one.lastPrice, one.amount)) : 0n)),
  );
  return {
    e: "ACCOUNT_UPDATE",
    E: sentAt,
    T: at,
    eq: fixed(balance + value),
    aeq: fixed(balance),
    b: fixed(balance),
    m: fixed(value),
    u: fixed(unrealized),
    i: fixed(times(shorts, INITIAL_RATE)),
    M: fixed(times(shorts, MAINTENANCE_RATE)),
  };
}

/** `GREEK_UPDATE`, with greeks in proportion to the positions. */
export function greekUpdate(
  positions: readonly OptionPosition[],
  { at, sentAt }: EventTimes,
): SimulatedEvent {
  const underlyings = [...new Set(positions.map(({ market }) => market.base))];
  return {
    e: "GREEK_UPDATE",
    E: sentAt,
    T: at,
    G: underlyings.map((underlying) => {
      const held = sum(
        positions.filter(({ market }) => market.base === underlying).map(({ amount }) => amount),
      );
      return {
        u: underlying,
        d: fixed(times(held, decimal("0.13040970"))),
        g: fixed(times(held, decimal("0.00001240"))),
        t: fixed(times(held, decimal("-161.16481000"))),
        v: fixed(times(held, decimal("38.34440110"))),
      };
    }),
  };
}

function sum(values: readonly Decimal[]): Decimal {
  return values.reduce((total, value) => total + value, 0n);
}
