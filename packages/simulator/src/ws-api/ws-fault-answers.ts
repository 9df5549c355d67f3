import type { MadeReply, RequestFault } from "../faults/fault.ts";
import { failure, success, type WsAnswer } from "./ws-answer.ts";
import type { RequestId } from "./ws-request.ts";

const UNKNOWN_ERROR = {
  code: -1000,
  msg: "An unknown error occurred while processing the request.",
};

/** An answer that a fault puts in the place of the exchange's own; `now` in epoch milliseconds. */
export function madeBy(id: RequestId, fault: MadeReply, now: number): WsAnswer {
  const { status } = fault;
  const body = readBody(fault.body);
  if (status === 200) return success({ id }, body);
  const { code, msg, data } = { ...UNKNOWN_ERROR, data: rateLimitData(fault, now), ...body };
  return failure({ id }, { status, code: Number(code), message: String(msg) }, data);
}

/** A success that a fault makes unreadable; failures stay as they are. */
export function garbled(answer: WsAnswer, fault: RequestFault | undefined): WsAnswer {
  if (fault?.kind !== "garble" || answer.status !== 200) return answer;
  return { ...answer, text: fault.body };
}

/** When a fault says that requests are welcome again, in epoch milliseconds. */
export function releaseAt(
  { at, afterMs }: NonNullable<MadeReply["release"]> = {},
  now: number,
): number | undefined {
  return at ?? (afterMs === undefined ? undefined : now + afterMs);
}

interface ErrorBody {
  readonly code?: unknown;
  readonly msg?: unknown;
  readonly data?: object;
}

/** The body of an answer over HTTP; HTML has no counterpart here. */
function readBody(text: string): ErrorBody {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null ? body : {};
  } catch {
    return {};
  }
}

/** Where HTTP says how long to wait, the WebSocket API says until when. */
function rateLimitData({ release }: MadeReply, now: number): object | undefined {
  const retryAfter = releaseAt(release, now);
  return retryAfter === undefined ? undefined : { serverTime: now, retryAfter };
}
