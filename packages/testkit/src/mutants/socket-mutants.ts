import type { StreamMutant } from "./mutant.ts";

/** The defects that concern sockets: how they are opened again, watched and replaced. */
export const socketMutants: readonly StreamMutant[] = [
  {
    id: "M11",
    defect: "bounded retries, then silence",
    caughtBy: "6",
    title: "refused for a minute",
    way: "umfutures",
    complaint: "that it is live within",
    changes: [
      {
        file: "stream/src/stream/line.ts",
        find: "const attempt = this.#failures;",
        replace: "const attempt = this.#failures; if (attempt > 10) return;",
      },
    ],
  },
  {
    id: "M14",
    defect: "one fixed reconnect delay for everybody, at first",
    caughtBy: "6",
    title: "clients that lost the exchange in the same moment come back at different times",
    way: "umfutures",
    complaint: "that dials are spread: 255, 255, 255",
    changes: [
      {
        file: "stream/src/stream/line.ts",
        find: "? random() * FIRST_RETRY_MS",
        replace: "? FIRST_RETRY_MS",
      },
    ],
  },
  {
    id: "M14 (later)",
    defect: "one fixed reconnect delay for everybody, after each failure",
    caughtBy: "6",
    title: "clients that lost the exchange in the same moment come back at different times",
    way: "umfutures",
    complaint: "that pauses are drawn, too",
    changes: [
      {
        file: "core/src/owner/schedule.ts",
        find: "random() * Math.min(",
        replace: "Math.min(",
      },
    ],
  },
  {
    id: "M17",
    defect: "silence on a healthy socket goes unnoticed",
    caughtBy: "9",
    title: "where probes are answered the bound is 30 s",
    way: "umfutures",
    complaint: "interruptions: expected 1, got 0",
    changes: [
      {
        file: "stream/src/wire/pulse.ts",
        find: "get #endAt(): number {",
        replace: "get #endAt(): number { return Infinity;",
      },
    ],
  },
  {
    id: "M20",
    defect: "after a rotation the next drop is never repaired",
    caughtBy: "10",
    title: "a drop right after a rotation is repaired like any other",
    way: "umfutures",
    complaint: "that it is live within",
    changes: [
      {
        file: "stream/src/stream/line.ts",
        find: "const isNext = record === this.#next;",
        replace: 'const isNext = record.urgency === "replacement";',
      },
    ],
  },
  {
    id: "M21",
    defect:
      "one failed rotation poisons the next reconnect, which is left to the socket that failed",
    caughtBy: "10",
    title: "rotations that have failed do not slow down the repair of the next drop",
    way: "umfutures",
    complaint: "the state a second after the drop",
    changes: [
      {
        file: "stream/src/stream/line.ts",
        find: "if (isNext) this.#next = undefined;",
        replace: "",
      },
    ],
  },
  {
    id: "M21 (pause)",
    defect:
      "one failed rotation poisons the next reconnect, which waits as if it had failed itself",
    caughtBy: "10",
    title: "rotations that have failed do not slow down the repair of the next drop",
    way: "umfutures",
    complaint: "the state a second after the drop",
    changes: [
      {
        file: "stream/src/stream/line.ts",
        find: "this.#failedRotations += 1;",
        replace: "this.#failedRotations += 1; this.#failures += 1;",
      },
    ],
  },
];
