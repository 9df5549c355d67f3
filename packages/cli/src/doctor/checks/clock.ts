import type { Exam } from "../exam.ts";
import { fieldsIn } from "../frame.ts";
import type { TimedAnswer } from "./reachability.ts";

/** What the exchange's clock said, and when. */
interface Reading {
  /** In epoch milliseconds of the exchange's clock. */
  readonly serverTime: number;
  /** How exact that is, in milliseconds. */
  readonly exactToMs: number;
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** From here on signed requests are refused: those from the future earlier than those from the past. */
const AHEAD_MS = 1_000;
const BEHIND_MS = 5_000;

/** Reads the exchange's time from an answer: its body where it tells, else its `date` header. Pure. */
export function readingIn({ response, sentAt, receivedAt }: TimedAnswer): Reading | undefined {
  const told = fieldsIn(response.body)?.["serverTime"];
  if (typeof told === "number") return { serverTime: told, exactToMs: 1, sentAt, receivedAt };
  const header = Date.parse(response.headers["date"] ?? "");
  // Seconds are cut off: on average it was half a second later.
  return Number.isNaN(header)
    ? undefined
    : { serverTime: header + 500, exactToMs: 500, sentAt, receivedAt };
}

/** Whether this machine's clock agrees with the exchange's. */
export function checkClock({ tell }: Pick<Exam, "tell">, reading: Reading | undefined): void {
  if (reading === undefined) {
    tell({
      check: "clock",
      verdict: "undecided",
      says: "the exchange did not tell the time",
      remedy: "compare this machine's clock with another one",
    });
    return;
  }
  const { serverTime, exactToMs, sentAt, receivedAt } = reading;
  const offset = Math.round((sentAt + receivedAt) / 2 - serverTime);
  const doubt = Math.ceil((receivedAt - sentAt) / 2 + exactToMs);
  const isWrong = offset - doubt > AHEAD_MS || -offset - doubt > BEHIND_MS;
  const words = offset >= 0 ? "ahead of" : "behind";
  tell({
    check: "clock",
    verdict: isWrong ? "wrong" : "well",
    says: `this machine is ${Math.abs(offset)} ms ${words} the exchange, give or take ${doubt} ms`,
    ...(isWrong && {
      remedy: "set the clock (NTP): what is signed with it is refused with -1021",
    }),
  });
}
