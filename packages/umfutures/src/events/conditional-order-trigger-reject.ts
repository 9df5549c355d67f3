/**
 * A stop or take-profit order has triggered, and was refused. Deprecated since 2025-12-15: `ALGO_UPDATE` tells the
 * reason in `o.rm`.
 *
 * Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams/Event-Conditional-Order-Trigger-Reject
 */
export interface ConditionalOrderTriggerReject {
  /** Event type. */
  readonly e: "CONDITIONAL_ORDER_TRIGGER_REJECT";
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** When the message was sent, epoch milliseconds. */
  readonly T: number;
  /** The order. */
  readonly or: RejectedOrder;
}

/** A triggered order that was refused. */
export interface RejectedOrder {
  /** Symbol. */
  readonly s: string;
  /** Order id. */
  readonly i: string;
  /** Reason, in words. */
  readonly r: string;
}
