import { missingParam, type Refusal } from "../rules/refusals.ts";

/** What `recvWindow` is if it is not sent, in milliseconds. */
const DEFAULT_RECV_WINDOW_MS = 5000;
const LONGEST_RECV_WINDOW_MS = 60_000;
const DECIMAL = /^\d+(?:\.(\d+))?$/;
const DECIMALS = 3;

/** The recvWindow is longer than 60 seconds. */
const TOO_LONG: Refusal = {
  status: 400,
  code: -1131,
  message: "recvWindow must be less than 60000.",
};

/** More than microseconds. */
const TOO_PRECISE: Refusal = {
  status: 400,
  code: -1111,
  message: "Parameter 'recvWindow' has too much precision.",
};

/** Reads a recvWindow as it was sent. */
export function readRecvWindow(text: string | undefined): number | Refusal {
  if (text === undefined) return DEFAULT_RECV_WINDOW_MS;
  const match = DECIMAL.exec(text);
  if (match === null) return missingParam("recvWindow");
  if ((match[1] ?? "").length > DECIMALS) return TOO_PRECISE;
  const recvWindow = Number(text);
  return recvWindow > LONGEST_RECV_WINDOW_MS ? TOO_LONG : recvWindow;
}
