import type { FrameFault } from "../faults/fault.ts";

/** A frame, as faults have made it. */
export interface Frame {
  readonly text: string;
  readonly isBinary: boolean;
  /** How much later than it could it leaves, in milliseconds. */
  readonly afterMs: number;
  /** What was done to it. */
  readonly fault?: string;
}

/** What faults make of one frame: those that leave instead, or the reason why none does. */
export function spoil(
  text: string,
  struck: readonly FrameFault[],
): readonly Frame[] | "drop" | "tear" {
  const afterMs = struck.reduce((sum, one) => sum + (one.kind === "delay" ? one.ms : 0), 0);
  const fault = struck.find((one) => one.kind !== "delay") ?? struck[0];
  const frame = {
    text,
    afterMs,
    isBinary: false,
    ...(fault !== undefined && { fault: fault.kind }),
  };
  switch (fault?.kind) {
    case "drop":
    case "tear":
      return fault.kind;
    case "duplicate":
      return [frame, frame];
    case "corrupt":
      return [{ ...frame, text: fault.text }];
    case "binary":
      return [{ ...frame, isBinary: true }];
    default:
      return [frame];
  }
}
