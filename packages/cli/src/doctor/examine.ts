import { checkClock, readingIn } from "./checks/clock.ts";
import { checkKeyStream } from "./checks/key-stream.ts";
import { checkRest, checkSocketHost, type TimedAnswer } from "./checks/reachability.ts";
import { checkRetired } from "./checks/retired.ts";
import { checkSignedSubscription } from "./checks/signed-subscription.ts";
import { checkTokenStream } from "./checks/listen-token.ts";
import { Ear } from "./ear.ts";
import type { Exam, KeyedExam } from "./exam.ts";
import { isObject } from "./frame.ts";

/** Checks everything about one product, and tells what it finds. */
export async function examine(exam: Exam): Promise<void> {
  const reached = await checkHosts(exam);
  const { credentials } = exam;
  if (credentials === undefined || exam.signal.aborted) return;
  const keyed: KeyedExam = { ...exam, credentials };
  if (reached.api) await checkApi(keyed);
  else if (reached.stream && reached.rest) await checkKeyStream(keyed);
}

/** Which hosts can be reached, and whether their clock agrees with ours. */
async function checkHosts(
  exam: Exam,
): Promise<{ readonly rest: boolean; readonly api: boolean; readonly stream: boolean }> {
  const { rest, wsApi = "" } = exam.hosts;
  const answer = rest === undefined ? undefined : await exam.once(rest, () => checkRest(exam));
  const sockets = await checkSocketHosts(exam);
  if (answer !== undefined || sockets.api) {
    await exam.once(`clock of ${rest ?? wsApi}`, () => checkClockOf(exam, answer));
  }
  return { rest: answer !== undefined, ...sockets };
}

/** Which socket hosts the stream needs, and whether they can be reached. */
async function checkSocketHosts(
  exam: Exam,
): Promise<{ readonly api: boolean; readonly stream: boolean }> {
  const { product, hosts } = exam;
  const usesApi = "subscription" in product || "listenToken" in product;
  if (usesApi && hosts.wsApi !== undefined) {
    return { api: await checkSocketHost(exam, "WebSocket API", hosts.wsApi), stream: false };
  }
  if (hosts.stream === undefined) return { api: false, stream: false };
  const [form] = product.listenKey.socketForms;
  const url = "url" in form ? form.url(hosts.stream, "none", ["none"]) : hosts.stream + form.path;
  return { api: false, stream: await checkSocketHost(exam, "stream host", url) };
}

/** By REST, or where that tells no time by the WebSocket API. */
async function checkClockOf(exam: Exam, answer: TimedAnswer | undefined): Promise<void> {
  const { hosts, real } = exam;
  const reading = answer && readingIn(answer);
  if (reading !== undefined || hosts.wsApi === undefined) return checkClock(exam, reading);
  const ear = new Ear(exam, hosts.wsApi);
  await ear.opened();
  const sentAt = real.now();
  const told = await ear.ask({ method: "time" });
  const receivedAt = real.now();
  ear.close();
  const serverTime = isObject(told?.result) ? told.result["serverTime"] : undefined;
  checkClock(
    exam,
    typeof serverTime === "number" ? { serverTime, exactToMs: 1, sentAt, receivedAt } : undefined,
  );
}

/** What is subscribed to on the WebSocket API. */
async function checkApi(exam: KeyedExam): Promise<void> {
  const { product, hosts } = exam;
  const { wsApi = "", rest } = hosts;
  if (rest !== undefined) await checkRetired(exam);
  const ears: readonly [Ear, Ear] = [new Ear(exam, wsApi), new Ear(exam, wsApi)];
  try {
    for (const ear of ears) await ear.opened();
    if ("subscription" in product) await checkSignedSubscription(exam, product.subscription, ears);
    else if ("listenToken" in product) await checkTokenStream(exam, product.listenToken, ears);
  } finally {
    for (const ear of ears) ear.close();
  }
}
