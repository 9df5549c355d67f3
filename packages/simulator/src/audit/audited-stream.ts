import type { ProductId } from "../rules/product-ids.ts";

/** Whose events are meant, and who was to hear them. */
export interface AuditedStream {
  /** The account's id on the exchange. */
  readonly account: string;
  /** What the exchange calls the product. */
  readonly product: ProductId;
  /** The names of the transports whose sockets count. Defaults to all. */
  readonly clients?: readonly string[];
}

/** Something that a program was given: an event, or a gap. */
export interface AuditedItem {
  /** The event's name, `unknown`, or `gap`. */
  readonly type: string;
  /** Its place in the stream. */
  readonly seq: number;
  /** The event's text; absent on gaps. */
  readonly raw?: string;
  /** The event as the program reads it. Defaults to what {@link raw} says. */
  readonly data?: unknown;
  /** Later events were given before it, and the program was told so. */
  readonly late?: boolean;
  /** Of a gap: the item before it. */
  readonly afterSeq?: number;
  /** Of a gap: when it begins, in epoch milliseconds of the exchange's clock. */
  readonly from?: number;
  /** Of a gap: when it ends, in epoch milliseconds of the exchange's clock. */
  readonly to?: number;
  /** Of a gap: `connection`, `credential`, `undecided` or `backlog`. */
  readonly cause?: string;
}
