import type { Ear } from "../ear.ts";
import type { Exam } from "../exam.ts";

/** Where questions are answered, it takes no longer, in milliseconds. */
const PROBE_MS = 3_000;

/** Whether a question on a socket is answered: if so, a dead connection is noticed by that. */
export async function checkProbe(exam: Exam, ear: Ear, method: string): Promise<void> {
  const { pingEveryMs, pongWithinMs } = exam.product.heartbeat;
  const answer = await ear.ask({ method }, Math.min(PROBE_MS, exam.times.answerMs));
  exam.tell({
    check: "probes",
    verdict: "told",
    says:
      answer === undefined
        ? `${method} is not answered: a dead connection is noticed by missing pings alone, within ${minutes(pingEveryMs + pongWithinMs)}`
        : `${method} is answered: a dead connection is noticed within 30 s`,
  });
}

/** Whether the exchange sends ping frames, if there is time enough to see one. */
export async function checkPings(exam: Exam, ear: Ear): Promise<void> {
  const { product, patience, times, real, tell } = exam;
  const { pingEveryMs } = product.heartbeat;
  const listenedMs = real.monotonic() - (ear.openedAt ?? 0);
  const leftMs = pingEveryMs * 1.2 - listenedMs;
  const isInTime = pingEveryMs * 1.2 <= times.waitMs;
  if (isInTime) await patience.until(() => ear.pings > 0 || !ear.isOpen, Math.max(0, leftMs));
  if (ear.pings > 0) {
    tell({ check: "pings", verdict: "told", says: "ping frames come" });
    return;
  }
  tell(
    isInTime
      ? {
          check: "pings",
          verdict: "wrong",
          says: `no ping frame came, though one every ${seconds(pingEveryMs)} is documented`,
          remedy:
            "check proxies on the way; without pings only answered probes tell that a socket is dead",
        }
      : {
          check: "pings",
          verdict: "undecided",
          says: `the documents name one ping every ${seconds(pingEveryMs)}, which is longer than was waited`,
          remedy: `wait with --wait ${Math.ceil((pingEveryMs * 1.2) / 1_000)}s`,
        },
  );
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1_000)} s`;
}

function minutes(ms: number): string {
  return ms < 120_000 ? seconds(ms) : `${Math.round(ms / 60_000)} minutes`;
}
