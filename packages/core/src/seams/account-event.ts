/** What every payload of a user data stream has. */
export interface EventPayload {
  /** The event's name, e.g. `ORDER_TRADE_UPDATE`. */
  readonly e: string;
}

/**
 * An event of an account, as a stream delivers it: what Binance sent in `data`, and around it what
 * the stream knows. Switch on `type`; `data` is then the payload of that event.
 *
 * One event is one object. `data` is parsed when it is first read, and then kept. `JSON.stringify` leaves `raw` out.
 */
export type AccountEvent<Payload extends EventPayload = EventPayload> =
  | KnownEvent<Payload>
  | UnknownEvent;

/** An event that the product documents. One member for each payload, so that `type` tells which it is. */
export type KnownEvent<Payload extends EventPayload> = Payload extends EventPayload
  ? EventFacts & {
      /** The event's name as the exchange spells it, e.g. `ORDER_TRADE_UPDATE`. */
      readonly type: Payload["e"];
      /**
       * What the exchange sent, under its own field names. Decimals are strings; the documented id fields are strings
       * always; any other integer beyond 2^53 is a string too, so that no digit is lost.
       */
      readonly data: Payload;
    }
  : never;

/** An event whose name this version does not know. It is delivered in its place like any other. */
export interface UnknownEvent extends EventFacts {
  /** Tells it from events that are documented. */
  readonly type: "unknown";
  /** The event's name as the exchange spells it; `""` if it has none. */
  readonly name: string;
  /** What the exchange sent. Integers beyond 2^53 are strings. */
  readonly data: unknown;
}

/** What a stream tells of every event. */
export interface EventFacts {
  /** Its place in the stream: 1 for the first item, then without a hole, gaps included. */
  readonly seq: number;
  /** The product's id, e.g. `umfutures`. */
  readonly product: string;
  /** The label that the stream was opened with; absent if none was. */
  readonly account?: string;
  /** The exchange's event time in epoch milliseconds (with a fraction where it came in µs); absent if the event has none. */
  readonly time: number | undefined;
  /** The event exactly as it arrived, without the envelope around it. */
  readonly raw: string;
  /** When it arrived, in epoch milliseconds of the local clock. */
  readonly receivedAt: number;
  /**
   * Present where the event comes after events that followed it at the exchange: the feed that led had lost it, and
   * the other feed made up for it.
   */
  readonly late?: true;
}
