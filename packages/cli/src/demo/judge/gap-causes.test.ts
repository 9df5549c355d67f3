import { expect, test } from "vitest";
import type { DayFault } from "../faults/fault-schedule.ts";
import { explainedGaps } from "./gap-causes.ts";
import { audit, facts, fault, gap, stream } from "./judge.fixture.ts";

/** The kinds of fault that a gap is put down to: the reason, and whatever had gone wrong last. */
function causesOf(faults: readonly DayFault[], from: number, to: number) {
  const streams = [stream("umfutures", { audit: audit({ gaps: [gap(from, to)] }) })];
  const [explained] = explainedGaps(facts({ streams, faults }));
  return [explained?.fault?.kind, explained?.lastFault?.kind];
}

test("a gap belongs to what happened in it, though it begins earlier", () => {
  expect(causesOf([fault("recreated", 20)], 8, 25)).toEqual(["recreated", "recreated"]);
});

test("an outage is a reason as long as it lasts", () => {
  expect(causesOf([fault("outage", 10)], 30, 36)).toEqual(["outage", "outage"]);
  expect(causesOf([fault("outage", 10)], 36, 37)).toEqual([undefined, "outage"]);
});

test("what left a socket is no reason, whether it came before the gap or in it", () => {
  expect(causesOf([fault("outage", 10), fault("cut", 40)], 39, 41)).toEqual([undefined, "cut"]);
  expect(causesOf([fault("outage", 10), fault("cut", 12)], 10, 36)).toEqual(["outage", "cut"]);
});

test("what comes after a gap, or never came, is no reason", () => {
  const never = fault("bothCut", 10, { beganAt: undefined, endedAt: undefined });
  expect(causesOf([never, fault("expired", 30)], 10, 11)).toEqual([undefined, undefined]);
});
