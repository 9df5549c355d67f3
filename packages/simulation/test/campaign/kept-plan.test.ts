import { expect, test } from "vitest";
import { keptPlanText, readKeptPlan } from "../../src/campaign/kept-plan.ts";
import { sampleDay } from "./sample-day.ts";

const kept = { violated: ["I1"], note: "an event is missing", plan: sampleDay() } as const;

test("what was kept is read as it was", () => {
  expect(readKeptPlan(keptPlanText(kept))).toEqual(kept);
});

test("a bare plan can be read, too", () => {
  expect(readKeptPlan(JSON.stringify(kept.plan)).plan).toEqual(kept.plan);
});

test.each([
  { text: "{", why: "no JSON" },
  { text: "null", why: "no plan" },
  { text: "[]", why: "no plan" },
  { text: '{"plan": 7}', why: "no plan" },
  { text: '{"seed": 7}', why: "no plan" },
  { text: JSON.stringify({ ...kept.plan, faults: undefined }), why: "no plan" },
])("$text is refused: $why", ({ text, why }) => {
  expect(() => readKeptPlan(text)).toThrow(why);
});
