import type { Ear } from "../ear.ts";
import type { KeyedExam } from "../exam.ts";
import { subscribe, tellEarly, type Subscribed } from "./api-line.ts";
import { tellIds } from "./ids.ts";
import { checkPings, checkProbe } from "./liveness.ts";
import { checkTwoSockets } from "./two-sockets.ts";

/** How a socket of the WebSocket API is made to hear an account. @returns The request; nothing if it could not be made. */
export type Asking = (
  exam: KeyedExam,
) => Promise<{ readonly method: string; readonly params: unknown } | undefined>;

/** What else is asked about the first of two subscriptions. */
export type Aside = (exam: KeyedExam, ear: Ear, subscribed: Subscribed) => Promise<void>;

/** Two subscriptions of one account, on two sockets. */
export async function checkApiStream(
  exam: KeyedExam,
  ears: readonly [Ear, Ear],
  { asking, aside }: { readonly asking: Asking; readonly aside?: Aside },
): Promise<void> {
  const subscriptions: Subscribed[] = [];
  for (const ear of ears) {
    const request = await asking(exam);
    const subscribed = request && (await subscribe(exam, ear, request));
    if (subscribed === undefined) return;
    subscriptions.push(subscribed);
    if (subscriptions.length === 1) await aside?.(exam, ear, subscribed);
  }
  const [first, second] = ears;
  tellEarly(exam, subscriptions);
  await checkTwoSockets(exam, ears);
  tellIds(exam, [...first.events, ...second.events]);
  await checkProbe(exam, first, "ping");
  await checkPings(exam, first);
}
