import type { DelayedRequest, RequestFault } from "./fault.ts";

/** A fault that decides what becomes of a request; delays do not. */
export type DecidingFault = Exclude<RequestFault, DelayedRequest>;

export function isDeciding(fault: RequestFault): fault is DecidingFault {
  return fault.kind !== "delay";
}

/** All the delays that struck, together. */
export function delayOf(faults: readonly RequestFault[], which: "requestMs" | "replyMs"): number {
  return faults.reduce((sum, one) => sum + (one.kind === "delay" ? one[which] : 0), 0);
}
