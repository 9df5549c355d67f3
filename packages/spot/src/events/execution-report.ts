/**
 * An order was accepted, filled, amended, cancelled, refused, or has expired.
 *
 * The average price of the fills so far is `Z / z`. Reports of one fill are told apart by `s` and `t`, or by `s` and `a`
 * where `t` is `-1`; reports of any kind by `s` and `I`.
 *
 * Source: user-data-stream.md of https://github.com/binance/binance-spot-api-docs, "Order Update"; enum values from its
 * enums.md; which fields are always there from its sbe/schemas/spot_3_5.xml.
 */
export interface ExecutionReport {
  /** Event type. */
  readonly e: "executionReport";
  /** When the event was sent, in epoch milliseconds. */
  readonly E: number;
  /** Symbol, e.g. `ETHBTC`. */
  readonly s: string;
  /**
   * Client order id. On a cancel that of the cancel request; the order's own is then {@link C}. On an amendment the
   * order's new one.
   */
  readonly c: string;
  /** Side. */
  readonly S: "BUY" | "SELL" | (string & {});
  /** Order type. */
  readonly o:
    | "LIMIT"
    | "MARKET"
    | "STOP_LOSS"
    | "STOP_LOSS_LIMIT"
    | "TAKE_PROFIT"
    | "TAKE_PROFIT_LIMIT"
    | "LIMIT_MAKER"
    | (string & {});
  /** Time in force. */
  readonly f: "GTC" | "IOC" | "FOK" | (string & {});
  /** Ordered quantity in base asset, a decimal string. */
  readonly q: string;
  /** Limit price, a decimal string; zero where there is none. */
  readonly p: string;
  /** Stop price, a decimal string; zero where there is none. */
  readonly P: string;
  /** Iceberg quantity, a decimal string; zero where there is none. */
  readonly F: string;
  /** Id of the order list; `"-1"` where the order is in none. */
  readonly g: string;
  /** Client order id of the order that was cancelled or replaced; `""` otherwise. */
  readonly C: string;
  /**
   * Execution type: what this report is about. `NEW` accepted, `CANCELED` by the user, `REPLACED` amended, `REJECTED`
   * refused, `TRADE` filled in part or whole, `EXPIRED` by the rules of its type or by the exchange, `TRADE_PREVENTION`
   * expired because it would have traded with the own account.
   */
  readonly x:
    | "NEW"
    | "CANCELED"
    | "REPLACED"
    | "REJECTED"
    | "TRADE"
    | "EXPIRED"
    | "TRADE_PREVENTION"
    | (string & {});
  /** Order status after this report. `PENDING_NEW` waits for the working order of its list to fill. */
  readonly X:
    | "NEW"
    | "PENDING_NEW"
    | "PARTIALLY_FILLED"
    | "FILLED"
    | "CANCELED"
    | "PENDING_CANCEL"
    | "REJECTED"
    | "EXPIRED"
    | "EXPIRED_IN_MATCH"
    | (string & {});
  /** Why the order was refused; `NONE` if it was not. */
  readonly r:
    | "NONE"
    | "INSUFFICIENT_BALANCES"
    | "STOP_PRICE_WOULD_TRIGGER_IMMEDIATELY"
    | "WOULD_MATCH_IMMEDIATELY"
    | "OCO_BAD_PRICES"
    | (string & {});
  /** Order id. */
  readonly i: string;
  /** Quantity of this fill in base asset, a decimal string; zero where the report is of none. */
  readonly l: string;
  /** Quantity filled so far in base asset, a decimal string. */
  readonly z: string;
  /** Price of this fill, a decimal string; zero where the report is of none. */
  readonly L: string;
  /** Commission of this fill in the asset {@link N}, a decimal string; `"0"` where there is none. */
  readonly n: string;
  /** Asset of the commission; `null` where there is none. */
  readonly N: string | null;
  /** Transaction time, in epoch milliseconds. */
  readonly T: number;
  /** Trade id, unique per symbol; `"-1"` where the report is of no trade, or of an allocation ({@link a}). */
  readonly t: string;
  /** Execution id, unique per symbol, of any report. */
  readonly I: string;
  /** Whether the order is on the book. */
  readonly w: boolean;
  /** Whether this fill was on the maker side. */
  readonly m: boolean;
  /** To be ignored, as the documents say. */
  readonly M: boolean;
  /** When the order was created, in epoch milliseconds; `-1` where the exchange does not know. */
  readonly O: number;
  /** Quantity filled so far in quote asset, a decimal string. */
  readonly Z: string;
  /** Quantity of this fill in quote asset (`L * l`), a decimal string; zero where the report is of none. */
  readonly Y: string;
  /** Ordered quantity in quote asset, a decimal string; zero unless the order was placed by quote quantity. */
  readonly Q: string;
  /** Self-trade prevention mode of the order. */
  readonly V:
    | "NONE"
    | "EXPIRE_TAKER"
    | "EXPIRE_MAKER"
    | "EXPIRE_BOTH"
    | "DECREMENT"
    | "TRANSFER"
    | (string & {});
  /** When the order went on the book, in epoch milliseconds. Present if it is or was there. */
  readonly W?: number;
  /** Trailing delta, in basis points. Present on trailing stop orders. */
  readonly d?: number;
  /** When the trailing stop became active, in epoch milliseconds. Present on trailing stop orders that are active. */
  readonly D?: number;
  /** Strategy id, as given on placement. Present if one was. */
  readonly j?: string;
  /** Strategy type, as given on placement. Present if one was. */
  readonly J?: number;
  /** Prevented match id, unique per symbol. Present where self-trade prevention struck. */
  readonly v?: string;
  /** Quantity prevented from trading so far, a decimal string. Present where self-trade prevention struck. */
  readonly A?: string;
  /** Quantity prevented by this report, a decimal string. Present where self-trade prevention struck. */
  readonly B?: string;
  /** Trade group id. Present where self-trade prevention struck. */
  readonly u?: string;
  /** Order id on the other side. Present where self-trade prevention struck. */
  readonly U?: string;
  /** Symbol of the order on the other side. Present where self-trade prevention struck. */
  readonly Cs?: string;
  /**
   * Quantity of the prevented execution in base asset, a decimal string. Present where self-trade prevention struck; `l`
   * is then zero.
   */
  readonly pl?: string;
  /** Price of the prevented execution, a decimal string. Present where self-trade prevention struck; `L` is then zero. */
  readonly pL?: string;
  /**
   * Quantity of the prevented execution in quote asset, a decimal string. Present where self-trade prevention struck;
   * `Y` is then zero.
   */
  readonly pY?: string;
  /** Match type. Present if the order has allocations. */
  readonly b?: "AUTO_MATCH" | "ONE_PARTY_TRADE_REPORT" | (string & {});
  /** Allocation id, unique per symbol: identifies the fill where {@link t} is `"-1"`. Present if the order has allocations. */
  readonly a?: string;
  /** Working floor: where the order works. Present if the order may have allocations. */
  readonly k?: "EXCHANGE" | "SOR" | "BROKER" | (string & {});
  /** Whether smart order routing was used. Present, and `true`, if it was. */
  readonly uS?: boolean;
  /** What the price is pegged to. Present on pegged orders. */
  readonly gP?: "PRIMARY_PEG" | "MARKET_PEG" | (string & {});
  /** What {@link gOV} counts. Present on pegged orders with an offset. */
  readonly gOT?: "PRICE_LEVEL" | (string & {});
  /** Offset from the pegged price, in units of {@link gOT}. Present on pegged orders with an offset. */
  readonly gOV?: number;
  /** Pegged price now, a decimal string. Present on pegged orders once it is determined. */
  readonly gp?: string;
  /** Why the order expired. Present on orders that did, since 2026-03. */
  readonly eR?:
    | "NONE"
    | "REJECTED"
    | "EXCHANGE_CANCELED"
    | "OCO_TRIGGER"
    | "OTO_PHASE_ONE_EXPIRED"
    | "UNFILLED_IOC_QUANTITY_EXPIRED"
    | "UNFILLED_FOK_ORDER_EXPIRED"
    | "INSUFFICIENT_LIQUIDITY"
    | "EXECUTION_RULE_PRICE_RANGE_EXCEEDED"
    | (string & {});
}
