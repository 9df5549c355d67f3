import type { Ear } from "../ear.ts";
import type { KeyedExam } from "../exam.ts";
import { isObject, type HeardAnswer } from "../frame.ts";
import { tellRefusal } from "./listen-key.ts";
import { refusalOf } from "./api-refusal.ts";

/** An acknowledged subscription on a socket of the WebSocket API. */
export interface Subscribed {
  readonly subscription: unknown;
  /** When it ends, as the exchange put it; absent where it did not. */
  readonly expirationTime: number | undefined;
  /** Whether an event came before the acknowledgement. */
  readonly wasEarly: boolean;
}

/** Subscribes on a socket. @returns Nothing if it was refused; that has been told. */
export async function subscribe(
  exam: KeyedExam,
  ear: Ear,
  request: { readonly method: string; readonly params: unknown },
): Promise<Subscribed | undefined> {
  const answer = await ear.subscribe(request);
  const wasEarly = answer !== undefined && answer.eventsBefore > 0;
  const refused = refusalOf(request.method, answer, ear.end);
  if (refused !== undefined) {
    tellRefusal(exam, refused);
    return undefined;
  }
  return { ...subscribedBy(answer), wasEarly };
}

function subscribedBy(answer: HeardAnswer | undefined): Omit<Subscribed, "wasEarly"> {
  const result = isObject(answer?.result) ? answer.result : {};
  const { subscriptionId, expirationTime } = result;
  return {
    subscription: subscriptionId,
    expirationTime: typeof expirationTime === "number" ? expirationTime : undefined,
  };
}

/** Whether events come before the acknowledgement of their subscription. */
export function tellEarly({ tell }: KeyedExam, subscriptions: readonly Subscribed[]): void {
  const wasEarly = subscriptions.some((one) => one.wasEarly);
  tell({
    check: "early events",
    verdict: "told",
    says: wasEarly
      ? "events come before the acknowledgement of their subscription"
      : "no event came before the acknowledgement of its subscription, this time",
  });
}
