/** A span of time. */
export interface Span {
  /** Epoch milliseconds. */
  readonly from: number;
  /** Epoch milliseconds. */
  readonly until: number;
}
