import { expect, test } from "vitest";
import { CompiledLibrary } from "../src/machine/compiled-library.ts";
import { libraryCode } from "../src/mutants/library-code.ts";
import { planDay } from "../src/plan/plan-day.ts";
import { runDay } from "../src/run/run-day.ts";
import { timelineText } from "../src/trace/timeline-text.ts";

const code = await libraryCode();

/** Lives the day of a seed with code that nobody has used before, and writes everything down. */
async function tracedDay(seed: number) {
  const lines: string[] = [];
  const trace = (line: Parameters<typeof timelineText>[0]) => lines.push(timelineText(line));
  const libraries = new CompiledLibrary(code);
  const { fingerprint } = await runDay(planDay(seed, { hours: 3 }), { libraries, trace });
  return { text: lines.join("\n"), fingerprint };
}

test.each([1, 2, 3, 5, 8])("seed %d brings the same trace again, to the byte", async (seed) => {
  const [one, other] = [await tracedDay(seed), await tracedDay(seed)];
  expect(one.text.length).toBeGreaterThan(1_000);
  expect(other.text).toBe(one.text);
  expect(other.fingerprint).toBe(one.fingerprint);
});

test("another seed brings another trace", async () => {
  const [one, other] = [await tracedDay(1), await tracedDay(2)];
  expect(other.text).not.toBe(one.text);
  expect(other.fingerprint).not.toBe(one.fingerprint);
});
