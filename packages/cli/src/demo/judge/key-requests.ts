import type { LogRecord, RequestRecord } from "@listenkey/simulator";

/** The exchange does not know the listen key (any more). */
const UNKNOWN_KEY = -1125;

/** Whether a record is a listen-key request of an account. */
export function isRequestOf(account: string): (record: LogRecord) => record is RequestRecord {
  return (record): record is RequestRecord =>
    record.kind === "request" && record.call !== undefined && record.account === account;
}

/** Whether a request was carried out, and its answer left for the client. */
export function isSuccess({ fate, status }: RequestRecord): boolean {
  return fate === "answered" && status === 200;
}

/** Whether a request failed for a reason that may pass. To be told that the key has ended is no such failure. */
export function isFailure(request: RequestRecord): boolean {
  return !isSuccess(request) && request.code !== UNKNOWN_KEY;
}

/** Whether the exchange asked for silence. */
export function isLimited({ fate, status }: RequestRecord): boolean {
  return fate === "answered" && (status === 429 || status === 418);
}
