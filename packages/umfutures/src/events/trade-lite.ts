import type { OrderSide } from "./order-terms.ts";

/**
 * A fill, told sooner and in fewer words than the `ORDER_TRADE_UPDATE` that comes for it too; {@link t} pairs them.
 *
 * Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams/Event-Trade-Lite
 */
export interface TradeLite {
  /** Event type. */
  readonly e: "TRADE_LITE";
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Transaction time, epoch milliseconds. */
  readonly T: number;
  /** Symbol. */
  readonly s: string;
  /** Original quantity of the order, decimal string. */
  readonly q: string;
  /** Original price of the order, decimal string; `"0"` where it has none. */
  readonly p: string;
  /** Whether this fill was on the maker side. */
  readonly m: boolean;
  /** Client order id, with the same special beginnings as in `ORDER_TRADE_UPDATE`. */
  readonly c: string;
  /** Side. */
  readonly S: OrderSide;
  /** Price of this fill, decimal string. */
  readonly L: string;
  /** Quantity of this fill, decimal string. */
  readonly l: string;
  /** Trade id, that of `o.t` in `ORDER_TRADE_UPDATE`. */
  readonly t: string;
  /** Order id, that of `o.i` in `ORDER_TRADE_UPDATE`. */
  readonly i: string;
}
