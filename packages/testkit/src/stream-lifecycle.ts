import type { StreamEvents } from "@listenkey/stream";

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
] as const satisfies readonly Exclude<keyof StreamEvents<never>, "event">[];
