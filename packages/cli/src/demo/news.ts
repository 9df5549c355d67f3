import { RateLimitedError, RejectedError, type ListenKeyError } from "@listenkey/core";

/** Something worth telling. */
export interface News {
  /** When, in epoch milliseconds of the exchange's clock. */
  readonly at: number;
  /** Whose; absent if everybody's. */
  readonly product?: string;
  /** Whether something went wrong, was mended, or just happened. */
  readonly tone: "trouble" | "mended" | "plain";
  readonly text: string;
}

/** Hears news. */
export type Tell = (news: News) => void;

/** A failure in a few words. */
export function inWords(error: ListenKeyError): string {
  if (error instanceof RateLimitedError) return `${error.status}, no requests for a while`;
  if (error instanceof RejectedError) return `refused with ${error.status}`;
  return error.code === "TIMEOUT" ? "no answer in time" : "no connection";
}
