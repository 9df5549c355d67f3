/**
 * An order list has changed. Comes beside the reports of its orders, before or after them.
 *
 * Source: https://developers.binance.com/legacy-docs/margin_trading/trade-data-stream/Event-Order-Update,
 * which refers to user-data-stream.md of https://github.com/binance/binance-spot-api-docs, "Order Update"; enum values from
 * its enums.md.
 */
export interface ListStatus {
  /** Event type. */
  readonly e: "listStatus";
  /** When the event was sent, in epoch milliseconds. */
  readonly E: number;
  /** Symbol, e.g. `ETHBTC`. */
  readonly s: string;
  /** Id of the order list. */
  readonly g: string;
  /** Contingency type: one cancels the other, or one triggers the other. */
  readonly c: "OCO" | "OTO" | (string & {});
  /**
   * List status type: what this event is about. `RESPONSE` the list was refused, or a request about it was answered,
   * `EXEC_STARTED` it was placed or changed, `UPDATED` the client order id of an order in it changed, `ALL_DONE` it is
   * over.
   */
  readonly l: "RESPONSE" | "EXEC_STARTED" | "UPDATED" | "ALL_DONE" | (string & {});
  /** List order status after this event. */
  readonly L: "EXECUTING" | "ALL_DONE" | "REJECT" | "CANCELING" | (string & {});
  /** Why the list was refused; `NONE` if it was not. */
  readonly r: "NONE" | (string & {});
  /** Client id of the list. */
  readonly C: string;
  /** Transaction time, in epoch milliseconds. */
  readonly T: number;
  /** The orders of the list. */
  readonly O: readonly ListedOrder[];
}

/** An order of an order list. */
export interface ListedOrder {
  /** Symbol, e.g. `ETHBTC`. */
  readonly s: string;
  /** Order id. */
  readonly i: string;
  /** Client order id. */
  readonly c: string;
}
