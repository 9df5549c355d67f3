import type { Frame } from "./frame.ts";

/** A frame that is remembered, because more than one feed is there to bring it. */
export class Piece {
  readonly frame: Frame;
  /** Counts what its feed has brought: puts pieces of different types in the feed's order again. */
  readonly arrival: number;
  /** Its place among all that were delivered, from 1; 0 as long as it was not. */
  place = 0;
  /** When it was delivered, in milliseconds of the monotonic clock. */
  deliveredAt = 0;
  /** Whether events of its type that come after it were delivered before. */
  isLate = false;
  /** What {@link Likeness} compares; made when first needed. */
  identity: string | undefined;

  constructor(frame: Frame, arrival: number) {
    this.frame = frame;
    this.arrival = arrival;
  }
}
