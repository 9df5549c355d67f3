import { ListenKeyError } from "@listenkey/core/transport";
import { refusal } from "@listenkey/core/kit";
import type { HeardAnswer } from "../frame.ts";

/** The error in an answer of the WebSocket API, or the want of one. Pure. */
export function refusalOf(
  method: string,
  answer: HeardAnswer | undefined,
  end: string | undefined,
): ListenKeyError | undefined {
  if (answer === undefined) {
    return end === undefined
      ? new ListenKeyError("TIMEOUT", `the exchange did not answer ${method} in time`)
      : new ListenKeyError("NETWORK", `the socket ended before ${method} was answered: ${end}`);
  }
  const { status = 200, code } = answer;
  if (status === 200 && code === undefined) return undefined;
  // What the exchange said may repeat what it was sent: the number says enough.
  const body = JSON.stringify(code === undefined ? {} : { code });
  return refusal({ status, headers: {}, body }, { what: method, secrets: [] });
}
