import { isListenKeyError, ListenKeyError, type Clock } from "@listenkey/core";
import { withinTime } from "@listenkey/core/kit";
import { transportErrorFrom } from "@listenkey/core/transport";

/** The exchange's clock and ours disagree by too much: what was signed has to be signed anew. */
export const INVALID_TIMESTAMP = -1021;

/** How long a signer may take, and who waits for it. */
export interface SignerLimits {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Has something signed by a signer that belongs to somebody else: it may throw, hang, or give something else.
 *
 * @throws `CONFIGURATION` where it gives no signature or says so itself, `TIMEOUT`, `ABORTED`; `NETWORK` for anything
 *   else, without what it said.
 */
export async function askSigner<Signed>(
  sign: () => Promise<Signed>,
  limits: SignerLimits,
): Promise<Signed> {
  try {
    return await withinTime({ ...limits, errorFrom: signerError }, sign);
  } catch (error) {
    if (!isListenKeyError(error) || error.code !== "TIMEOUT") throw error;
    throw new ListenKeyError("TIMEOUT", "The signer gave no signature in time; it is asked again");
  }
}

/** What a signer rejected with. It may hold secrets, so only its name is told. */
function signerError(thrown: unknown): ListenKeyError {
  if (isListenKeyError(thrown) && thrown.code === "CONFIGURATION") return thrown;
  return new ListenKeyError("NETWORK", "The signer failed; it is asked again", {
    cause: transportErrorFrom(thrown).cause,
  });
}
