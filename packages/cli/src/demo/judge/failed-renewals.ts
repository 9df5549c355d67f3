import type { LogRecord, RequestRecord } from "@listenkey/simulator";
import { pauseAfter } from "./bounds.ts";
import type { IncidentCause, Trouble } from "./incident.ts";
import { isFailure, isRequestOf, isSuccess } from "./key-requests.ts";

/** The times in which requests for an account's key failed: from the first failure in a row to the next success. */
export function failedRenewalsOf(
  records: readonly LogRecord[],
  account: string,
): readonly Trouble[] {
  const troubles: Trouble[] = [];
  let first: RequestRecord | undefined;
  for (const request of records.filter(isRequestOf(account))) {
    if (first === undefined && isFailure(request)) first = request;
    if (first === undefined || !isSuccess(request)) continue;
    troubles.push(troubleWith(first, request.at));
    first = undefined;
  }
  return first === undefined ? troubles : [...troubles, troubleWith(first, undefined)];
}

function troubleWith(first: RequestRecord, endedAt: number | undefined): Trouble {
  return { cause: causeOf(first), beganAt: first.at, endedAt, boundMs: pauseAfter(first) };
}

function causeOf({ fate, status }: RequestRecord): IncidentCause {
  if (fate !== "answered") return "unanswered";
  if (status === 401) return "unauthorized";
  return status === 429 || status === 418 ? "limited" : "unavailable";
}
