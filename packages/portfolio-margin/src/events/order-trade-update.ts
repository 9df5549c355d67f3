import type { BusinessUnit } from "./business-unit.ts";
import type {
  OrderSide,
  PositionSide,
  PriceMatch,
  SelfTradePrevention,
  TimeInForce,
} from "./order-terms.ts";

/**
 * An order of futures was created, or its state has changed. It has fewer fields than those of the futures accounts.
 *
 * Source: https://developers.binance.com/docs/derivatives/portfolio-margin/user-data-streams/Event-Futures-Order-update
 */
export interface OrderTradeUpdate {
  /** Event type. */
  readonly e: "ORDER_TRADE_UPDATE";
  /** Business unit. */
  readonly fs: BusinessUnit;
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Transaction time, epoch milliseconds: when the matching engine did it. */
  readonly T: number;
  /** Account alias; `""` on USD-M. */
  readonly i: string;
  /** The order. */
  readonly o: OrderState;
}

/** An order as it stands now, with what happened to it last. Quantities are in contracts on COIN-M. */
export interface OrderState {
  /** Symbol. */
  readonly s: string;
  /** Client order id. `autoclose-…` is a liquidation order, `adl_autoclose` auto-deleveraging. */
  readonly c: string;
  /** Side. */
  readonly S: OrderSide;
  /** Order type now. `LIQUIDATION` is placed by the exchange. */
  readonly o: "MARKET" | "LIMIT" | "LIQUIDATION" | (string & {});
  /** Time in force. */
  readonly f: TimeInForce;
  /** Original quantity, decimal string. */
  readonly q: string;
  /** Original price, decimal string; `"0"` where the order has none. */
  readonly p: string;
  /** Average price of the fills so far, decimal string. */
  readonly ap: string;
  /** To be ignored, says the exchange. */
  readonly sp: string;
  /** Execution type: what happened. `CALCULATED` is an execution by liquidation; `AMENDMENT` is not on the page. */
  readonly x: "NEW" | "CANCELED" | "CALCULATED" | "EXPIRED" | "TRADE" | "AMENDMENT" | (string & {});
  /** Order status now. */
  readonly X:
    | "NEW"
    | "PARTIALLY_FILLED"
    | "FILLED"
    | "CANCELED"
    | "EXPIRED"
    | "EXPIRED_IN_MATCH"
    | (string & {});
  /** Order id. */
  readonly i: string;
  /** Id of the amendment. Only where {@link x} is `AMENDMENT` and the request named one (since July 2026). */
  readonly M?: string;
  /** Quantity of this fill, decimal string; `"0"` where there was none. */
  readonly l: string;
  /** Quantity filled so far, decimal string. */
  readonly z: string;
  /** Price of this fill, decimal string; `"0"` where there was none. */
  readonly L: string;
  /** Asset of the commission. Absent where there is no commission. */
  readonly N?: string;
  /** Commission of this fill, decimal string. Absent where there is no commission. */
  readonly n?: string;
  /** Time of the trade, or of what else happened, epoch milliseconds. */
  readonly T: number;
  /** Trade id, unique per symbol; `"0"` where there was no trade. */
  readonly t: string;
  /** Notional of the open buy orders, decimal string. */
  readonly b: string;
  /** Notional of the open sell orders, decimal string. */
  readonly a: string;
  /** Whether this fill was on the maker side. */
  readonly m: boolean;
  /** Whether the order may only reduce a position. */
  readonly R: boolean;
  /** Position side. */
  readonly ps: PositionSide;
  /** Profit that this fill realized, decimal string. */
  readonly rp: string;
  /** Strategy type, e.g. `C_TAKE_PROFIT`. Only where a conditional order has triggered. */
  readonly st?: string;
  /** Strategy id: that of the conditional order. Only where one has triggered. */
  readonly si?: string;
  /** Self-trade prevention. */
  readonly V: SelfTradePrevention;
  /** When a `GTD` order is cancelled, epoch milliseconds; 0 for other orders. */
  readonly gtd: number;
  /** Price match mode. Announced on 2024-09-06, and not on the page. */
  readonly pm?: PriceMatch;
}
