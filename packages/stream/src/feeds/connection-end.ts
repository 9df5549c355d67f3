import type { Instant } from "@listenkey/core/kit";
import type { WireEnd } from "../wire/wire.ts";
import type { FeedEnd } from "./feed.ts";
import { handshakeRefusal, type RefusedDial } from "./handshake-refusal.ts";

/** The dial whose connection has ended. */
export interface EndedDial extends Omit<RefusedDial, "dialledAt"> {
  /** Absent if it never came to a dial. */
  readonly dialledAt: Instant | undefined;
}

/** How a feed ends whose connection has ended, or never was. Stops the pool if the exchange wants silence. */
export function endOfConnection(
  { error, refusal }: Pick<WireEnd, "error" | "refusal">,
  { dialledAt, ...dial }: EndedDial,
): FeedEnd {
  const cause = "connection";
  if (refusal !== undefined && dialledAt !== undefined) {
    return { cause, ...handshakeRefusal(refusal, { ...dial, dialledAt }) };
  }
  if (error === undefined) return { cause };
  // A URL that the transport refuses once, it refuses always.
  return error.code === "CONFIGURATION" ? { cause, error, isFatal: true } : { cause, error };
}
