import type { Ear } from "../ear.ts";
import type { Exam } from "../exam.ts";
import { compared, owedFrom, type Comparison, type Heard } from "../pair.ts";

/** Says how to have it decided. */
export const WAIT_REMEDY =
  "let something happen on the account meanwhile, e.g. an order far from the market and its cancellation, or wait longer with --wait";

/** How many events are enough to judge by. */
const ENOUGH = 3;

/** What two sockets on one account came to. */
export type PairVerdict = "everything" | "lacking" | "undecided";

/** Waits for events on two sockets of one account, and tells whether each gets everything. */
export async function checkTwoSockets(
  exam: Exam,
  [first, second]: readonly [Ear, Ear],
  isWorthWaiting = true,
): Promise<PairVerdict> {
  const { patience, times, real, tell } = exam;
  const from = owedFrom([heard(first), heard(second)], times.settleMs);
  const owed = ({ events }: Ear): number => events.filter(({ at }) => at >= from).length;
  const count = (): number => Math.max(owed(first), owed(second));
  const isOver = (): boolean => count() >= ENOUGH || (!first.isOpen && !second.isOpen);
  if (isWorthWaiting) await patience.until(isOver, times.waitMs);
  if (count() > 0) await patience.until(() => false, times.settleMs);
  const comparison = compared([heard(first), heard(second)], {
    now: real.monotonic(),
    settleMs: times.settleMs,
  });
  const ended = endedOf(first, second);
  if (ended !== undefined) {
    tell({ check: "two sockets", verdict: "wrong", says: ended, remedy: ONE_SOCKET });
    return "lacking";
  }
  return judged(exam, comparison);
}

const ONE_SOCKET = "open streams with sockets: 1, and none for this account elsewhere";

function heard({ events, hearsSince = 0 }: Ear): Heard {
  return { events, hearsSince };
}

function endedOf(first: Ear, second: Ear): string | undefined {
  if (first.end !== undefined)
    return `when a second socket is opened, the first ends: ${first.end}`;
  if (second.end !== undefined) return `the second socket does not stay: ${second.end}`;
  return undefined;
}

function judged({ tell }: Exam, comparison: Comparison): PairVerdict {
  const { both, onlyFirst, onlySecond } = comparison;
  const lacking = onlyFirst + onlySecond;
  if (both + lacking === 0) {
    tell({
      check: "two sockets",
      verdict: "undecided",
      says: "no event came",
      remedy: WAIT_REMEDY,
    });
    return "undecided";
  }
  if (lacking > 0) {
    tell({
      check: "two sockets",
      verdict: "wrong",
      says: `of ${both + lacking} events the first socket lacked ${onlySecond}, the second ${onlyFirst}`,
      remedy: ONE_SOCKET,
    });
    return "lacking";
  }
  tell({ check: "two sockets", verdict: "well", says: `each got everything: ${both} events` });
  tellDetails(tell, comparison);
  return "everything";
}

function tellDetails(tell: Exam["tell"], { sameTimes, sameOrder }: Comparison): void {
  tell({
    check: "event time",
    verdict: "told",
    says: sameTimes
      ? "both sockets show the same send time for each event"
      : "the sockets show different send times for the same event",
  });
  tell({
    check: "order",
    verdict: "told",
    says: sameOrder
      ? "the events came in the same order on both sockets"
      : "the events came in different orders on the two sockets",
  });
}
