/** Every lifecycle event of a stream. */
export const STREAM_LIFECYCLE = [
  "live",
  "interrupted",
  "rotated",
  "feedReplaced",
  "redundancyLost",
  "formsDiffer",
  "frameRejected",
  "attemptFailed",
  "closed",
  "failed",
] as const;
