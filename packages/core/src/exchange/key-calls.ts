import { isListenKeyError, type ListenKeyError, type RejectedError } from "../errors.ts";

/** The exchange does not know the listen key (-1125): it has expired, or was revoked. */
export function saysExpired(error: unknown): boolean {
  return exchangeCodeOf(error) === -1125;
}

/** Nobody can know whether the call was carried out. */
export function isUnanswered(error: ListenKeyError): boolean {
  if (error.code === "NETWORK" || error.code === "TIMEOUT" || error.code === "BAD_RESPONSE")
    return true;
  const status = statusOf(error);
  return status !== undefined && (status === 408 || status >= 500);
}

/** The exchange's own number in an error, whichever copy of this package made it. */
export function exchangeCodeOf(error: unknown): number | undefined {
  return isRejected(error) ? error.exchangeCode : undefined;
}

/** The HTTP status of a refusal. */
export function statusOf(error: unknown): number | undefined {
  return isRejected(error) ? error.status : undefined;
}

function isRejected(error: unknown): error is RejectedError {
  return isListenKeyError(error) && error.code === "REJECTED" && "status" in error;
}
