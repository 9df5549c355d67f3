import { RateLimitedError, RejectedError, type ListenKeyError } from "@listenkey/core";
import type { LogRecord } from "@listenkey/simulator";
import { clockTime } from "./time-words.ts";

/** Something worth telling. */
export interface News {
  /** When, in epoch milliseconds of simulated time. */
  readonly at: number;
  /** Whose; absent if everybody's. */
  readonly product?: string;
  /** Whether something went wrong, was mended, or just happened. */
  readonly tone: "trouble" | "mended" | "plain";
  readonly text: string;
}

/** Hears news. */
export type Tell = (news: News) => void;

/** What the exchange's log has to tell: what happens to everybody, and to keys behind the client's back. */
export function newsFromLog(record: LogRecord): News | undefined {
  switch (record.kind) {
    case "wentDown":
      return { at: record.at, tone: "trouble", text: "the exchange is down" };
    case "cameBack":
      return { at: record.at, tone: "mended", text: "the exchange is back" };
    case "keyRevoked":
    case "keyExpired": {
      if (record.by !== "hand") return undefined;
      const text =
        record.kind === "keyExpired"
          ? "the exchange lets the listen key lapse"
          : "another client deletes the listen key and makes a new one";
      return { at: record.at, product: record.account, tone: "trouble", text };
    }
    default:
      return undefined;
  }
}

/** A failure in a few words. */
export function inWords(error: ListenKeyError): string {
  if (error instanceof RateLimitedError) {
    return `${error.status}: no requests before ${clockTime(error.retryAt)}`;
  }
  if (error instanceof RejectedError) return `refused with ${error.status}`;
  return error.code === "TIMEOUT" ? "no answer in time" : "no answer";
}
