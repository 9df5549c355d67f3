import { expect, test } from "vitest";
import { explainedGaps } from "../judge/gap-causes.ts";
import { audit, facts, fault, gap, stream } from "../judge/judge.fixture.ts";
import { faultSummaries } from "./fault-summary.ts";

test("each kind of fault is told with its gaps, in the order of the table; gaps of none come last", () => {
  const faults = [fault("cut", 60), fault("cut", 90), fault("expired", 50), fault("outage", 10)];
  const gaps = [gap(10, 35), gap(12, 14), gap(49, 51, "credential"), gap(70, 71, "undecided")];
  const day = facts({ faults, streams: [stream("umfutures", { audit: audit({ gaps }) })] });
  expect(faultSummaries(faults, explainedGaps(day))).toEqual([
    { kind: "outage", times: 1, gaps: 2, causes: ["connection"], widestMs: 25 * 60_000 },
    { kind: "expired", times: 1, gaps: 1, causes: ["credential"], widestMs: 2 * 60_000 },
    { kind: "cut", times: 2, gaps: 0, causes: [], widestMs: 0 },
    { kind: undefined, times: 0, gaps: 1, causes: ["undecided"], widestMs: 60_000 },
  ]);
});

test("a fault that did not strike is not told", () => {
  expect(faultSummaries([fault("cut", 60, { struck: 0 })], [])).toEqual([]);
});
