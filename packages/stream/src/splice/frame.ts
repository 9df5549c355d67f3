/** A frame of one feed: the inner text of an event, and what was read from it without parsing. */
export interface Frame {
  readonly text: string;
  /** The event's name. */
  readonly type: string;
  /** When it arrived, in milliseconds of the monotonic clock. */
  readonly at: number;
  /** When it arrived, in epoch milliseconds of the local clock. */
  readonly receivedAt: number;
}
