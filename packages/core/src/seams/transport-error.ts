import { ListenKeyError } from "../errors.ts";
import type { RequestSignal } from "./transport.ts";

/**
 * Why a request failed, for every transport: asks the *signal* what happened, never the error, because runtimes
 * throw different things and all of them may print the URL.
 *
 * @param cause What the runtime threw. Only its name and code are kept: its message may hold a listen key.
 * @param signal The request's signal.
 * @returns `NETWORK`, or `TIMEOUT` or `ABORTED` if the signal ended the request.
 */
export function transportErrorFrom(
  cause: unknown,
  signal?: Pick<RequestSignal, "aborted" | "reason">,
): ListenKeyError {
  if (!signal?.aborted) {
    return new ListenKeyError(
      "NETWORK",
      "The exchange could not be reached, or hung up; check the network and the host",
      {
        cause: withoutSecrets(cause),
      },
    );
  }
  return isTimeout(signal.reason)
    ? new ListenKeyError("TIMEOUT", "The exchange did not answer in time")
    : new ListenKeyError("ABORTED", "The request was aborted");
}

/** The reason to abort a request with when it took too long. */
export function timeoutReason(ms: number): DOMException {
  return new DOMException(`No answer within ${ms} ms`, "TimeoutError");
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof Error && reason.name === "TimeoutError";
}

/** What can be told of a foreign error: its name and its code, and those of what caused it. */
function withoutSecrets(cause: unknown): Error | undefined {
  if (!(cause instanceof Error)) return undefined;
  const code = codeOf(cause) ?? codeOf(cause.cause);
  const name = /^[A-Za-z]{1,40}$/.test(cause.name) ? cause.name : "Error";
  const told = new Error(code ?? name);
  told.name = name;
  delete told.stack;
  return told;
}

/** An errno-like code: short, upper case, so never a secret. */
function codeOf(error: unknown): string | undefined {
  const code =
    typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^[A-Z][A-Z0-9_]{1,39}$/.test(code) ? code : undefined;
}
