import type { Exam } from "../exam.ts";
import type { HeardEvent } from "../frame.ts";

/** Whether ids came that programs which read JSON numbers as doubles would round. */
export function tellIds({ tell }: Exam, events: readonly HeardEvent[]): void {
  if (events.length === 0) return;
  const large = events.find(({ hasLargeInteger }) => hasLargeInteger);
  tell({
    check: "ids",
    verdict: "told",
    says:
      large === undefined
        ? "no integer beyond 2^53 came"
        : `integers beyond 2^53 come, e.g. in ${large.name}: JSON.parse rounds them, listenkey does not`,
  });
}
