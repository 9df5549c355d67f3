import type { CancelTimer } from "@listenkey/core";

/** A line that was given up, and what will call it back. */
export interface GivenUp {
  readonly lane: number;
  readonly cancelTrial: CancelTimer;
  cancelRescue?: CancelTimer;
}
