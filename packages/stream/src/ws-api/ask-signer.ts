import { isListenKeyError, ListenKeyError, type Clock, type Signer } from "@listenkey/core";
import { signedParams, withinTime, type SignableParams } from "@listenkey/core/kit";
import { transportErrorFrom } from "@listenkey/core/transport";

/** How long a signer may take, and who waits for it. */
export interface SignerLimits {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Signs parameters with a signer that belongs to somebody else: it may throw, hang, or give something else.
 *
 * @throws `CONFIGURATION` where it gives no signature or says so itself, `TIMEOUT`, `ABORTED`; `NETWORK` for anything
 *   else, without what it said.
 */
export async function askSigner<Params extends SignableParams>(
  params: Params,
  signer: Signer,
  limits: SignerLimits,
): Promise<Params & { readonly signature: string }> {
  try {
    return await withinTime({ ...limits, errorFrom: signerError }, () =>
      signedParams(params, signer),
    );
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
