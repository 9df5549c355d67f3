import type { LogRecord } from "@listenkey/simulator";
import type { AccountFaultKind, PlannedFault } from "../day.ts";
import { isRequestOf } from "./key-requests.ts";

/** What a fault is called. */
const NAMES: Readonly<Record<AccountFaultKind, string>> = {
  unavailable: "503",
  lostReply: "lost reply",
  tooManyRequests: "429",
  unauthorized: "401",
  recreated: "key deleted by another client",
  expired: "expired key",
};

/** The planned faults that the log knows nothing of, in plain words: a day without its faults proves nothing. */
export function missingFaults(
  records: readonly LogRecord[],
  plan: readonly PlannedFault[],
): readonly string[] {
  return plan.flatMap((fault) => {
    if (fault.kind === "outage") {
      return records.some(({ kind }) => kind === "cameBack") ? [] : ["the outage did not happen"];
    }
    const { kind, product, requests } = fault;
    const struck = records.filter((record) => isTrace(record, { kind, product })).length;
    const wanted = Math.max(1, requests);
    if (struck >= wanted) return [];
    return [`${product}: ${NAMES[kind]} was to strike ${wanted} ×, and struck ${struck} ×`];
  });
}

function isTrace(
  record: LogRecord,
  { kind, product }: { readonly kind: AccountFaultKind; readonly product: string },
): boolean {
  if (kind === "recreated") return isEnd(record, product, "keyRevoked");
  if (kind === "expired") return isEnd(record, product, "keyExpired");
  if (!isRequestOf(product)(record)) return false;
  if (kind === "lostReply") return record.fate === "replyLost";
  return record.status === { unavailable: 503, tooManyRequests: 429, unauthorized: 401 }[kind];
}

function isEnd(record: LogRecord, account: string, kind: "keyRevoked" | "keyExpired"): boolean {
  return record.kind === kind && record.account === account && record.by === "hand";
}
