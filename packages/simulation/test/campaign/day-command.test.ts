import { expect, test } from "vitest";
import { runFake, type FakeOptions } from "./fake-context.ts";
import { keptDay, sampleDay } from "./sample-day.ts";

test("--trace shows a day as a timeline, then judges it", async () => {
  const { code, text, opened } = await runFake("--trace 17 --hours 6");
  expect(code).toBe(0);
  expect(text).toContain("a day of 6h, seed 17");
  expect(text).toContain("00:00:03.000  fault         cut begins\n");
  expect(text).not.toContain("event 1 sent");
  expect(text).toContain("✓ I1 nothing lost (10 checks)");
  expect(text.trimEnd()).toMatch(/The day kept every promise\.$/);
  expect(opened[0]).toMatchObject({ lanes: 1, isUnlimited: true });
});

test("--events adds every event to a timeline", async () => {
  expect((await runFake("--trace 17 --events")).text).toContain(
    "00:00:04.000  exchange      event 1 sent",
  );
});

test("a kept plan can be shown as a timeline, too", async () => {
  const files = { "kept.json": JSON.stringify({ plan: sampleDay({ seed: 99 }) }) };
  const { code, text, traces } = await runFake("--replay kept.json --trace", { files });
  expect([code, traces.length]).toEqual([0, 1]);
  expect(text).toContain("cut begins");
});

test("without a timeline, a kept plan is lived twice: a difference is a failure", async () => {
  const files = { "kept.json": JSON.stringify({ plan: sampleDay({ seed: 99 }) }) };
  let lives = 0;
  const live: FakeOptions["live"] = (plan) => keptDay(plan, { fingerprint: String((lives += 1)) });
  const { code, text } = await runFake("--replay kept.json", { files, live });
  expect(code).toBe(1);
  expect(text).toContain("✗ I16 the same day again");
});
