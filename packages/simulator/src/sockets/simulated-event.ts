/** A value in an event. Integers beyond 2^53 are bigints, and are written as JSON integers. */
export type EventValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | readonly EventValue[]
  | { readonly [field: string]: EventValue };

/** An event of a user data stream, under Binance's field names. Undefined fields are left out. */
export interface SimulatedEvent {
  /** The event's name. */
  readonly e: string;
  /** Event time in epoch milliseconds. Filled in by the exchange if missing. */
  readonly E?: number | string;
  readonly [field: string]: EventValue;
}
