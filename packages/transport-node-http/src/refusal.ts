import type { IncomingMessage } from "node:http";
import { systemClock } from "@listenkey/core/transport";
import type { HttpResponse } from "@listenkey/core/transport";
import { answerOf } from "./request.ts";

/** How much of a refusal's body is read, in characters. */
const BODY_LIMIT = 65_536;

/** How long its end is waited for. */
const BODY_MS = 1_000;

/** Reads the answer to a refused handshake and tells it once, with as much of the body as came within the bounds. */
export function readRefusal(
  incoming: IncomingMessage,
  tell: (refusal: HttpResponse) => void,
): void {
  let body = "";
  let told = false;
  const finish = (): void => {
    if (told) return;
    told = true;
    cancel();
    tell(answerOf(incoming, body.slice(0, BODY_LIMIT)));
  };
  const cancel = systemClock.setTimer(BODY_MS, finish, { ref: false });
  incoming.setEncoding("utf8");
  incoming.on("data", (text: string) => {
    body += text;
    if (body.length >= BODY_LIMIT) finish();
  });
  incoming.on("end", finish);
  incoming.on("error", finish);
}
