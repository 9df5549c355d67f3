import { expect, test } from "vitest";
import { recoveryOf } from "./recovery-row.ts";

/** One event a millisecond, in microseconds. */
const sentAt = [1_000, 2_000, 3_000, 4_000, 5_000, 6_000];

test("the next event after a cut is one that was sent after it", () => {
  const figures = recoveryOf({
    sentAt,
    cuts: [2_500],
    // The second one lay in a buffer when the socket was cut.
    heard: [
      [0, 1_100],
      [1, 2_600],
      [4, 5_300],
      [5, 6_100],
    ],
    gaps: 1,
    handshakes: [400, 500, 900],
  });
  expect(figures).toEqual({
    handshakeMs: 0.5,
    nextMs: 2.8,
    beyondMs: 2.3,
    latestMs: 0.6,
    lost: 2,
    gaps: 1,
  });
});

test("of several cuts the worst counts, and one without an end is worse than all", () => {
  const heard = [
    [0, 1_100],
    [2, 3_100],
  ] as const;
  const notes = { sentAt, heard, gaps: 0, handshakes: [500] };
  expect(recoveryOf({ ...notes, cuts: [1_500, 2_900] })).toMatchObject({ nextMs: 1.6 });
  expect(recoveryOf({ ...notes, cuts: [1_500, 4_500] })).toMatchObject({ nextMs: Infinity });
});
