import { expect, test } from "vitest";
import type { Incident } from "../judge/incident.ts";
import { recoveriesOf } from "./recoveries.ts";

function incident(more: Partial<Incident>): Incident {
  return {
    product: "spot",
    cause: "expired",
    beganAt: 1_000,
    endedAt: 1_500,
    boundMs: 1_000,
    deadline: 2_000,
    ...more,
  };
}

test("incidents are summed up by cause, and the longest is told with what it was allowed", () => {
  const incidents = [
    incident({}),
    incident({ cause: "cut", endedAt: 3_000, deadline: 4_000 }),
    incident({ endedAt: 1_800, deadline: 2_500 }),
  ];
  expect(recoveriesOf(incidents, 9_000)).toEqual([
    { cause: "expired", times: 2, slowestMs: 800, allowedMs: 1_500 },
    { cause: "cut", times: 1, slowestMs: 2_000, allowedMs: 3_000 },
  ]);
});

test("what is not over lasts until the end of the day", () => {
  const [recovery] = recoveriesOf([incident({ endedAt: undefined })], 9_000);
  expect(recovery?.slowestMs).toBe(8_000);
});
