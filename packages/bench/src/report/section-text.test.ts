import { screenOn } from "@listenkey/simulation/terminal";
import { expect, test } from "vitest";
import type { Section } from "../measure/section.ts";
import { amount, sectionText } from "./section-text.ts";

test.each([
  { value: 0.1234, unit: "µs", shown: "0.12 µs" },
  { value: 12.34, unit: "µs", shown: "12.3 µs" },
  { value: 999.6, unit: "ms", shown: "1,000 ms" },
  { value: 1_234.5, unit: "µs", shown: "1.23 ms" },
  { value: 15_523, unit: "B", shown: "15.5 kB" },
  { value: 61_234.4, unit: "/s", shown: "61,234/s" },
  { value: 12, unit: "", shown: "12" },
  { value: Infinity, unit: "ms", shown: "∞ ms" },
] as const)("$value $unit is shown as $shown", ({ value, unit, shown }) => {
  expect(amount(value, unit)).toBe(shown);
});

test("a section has its table, and a line for each target", () => {
  const section: Section = {
    title: "Work",
    figures: [{ name: "cost", head: "cost", unit: "µs" }],
    standings: [
      { name: "floor", results: { cost: { median: 20, least: 10, most: 40 } } },
      { name: "ours", results: { cost: { median: 30, least: 1, most: 44, ratio: 1.5 } } },
      { name: "other", results: {} },
    ],
    targets: [
      { contender: "ours", figure: "cost", of: "floor", atMost: 1.2, was: 1.5, isMet: false },
      { contender: "ours", figure: "cost", atLeast: 10, atMost: 40, was: 30, isMet: true },
    ],
  };
  expect(sectionText(section, screenOn({ write: () => undefined }, {}).colors))
    .toMatchInlineSnapshot(`
    "Work
            cost     ×
    floor  20 µs
    ours   30 µs  1.50
    other
    ✗ ours, cost: 1.50 × floor (at most 1.20 ×)
    ✓ ours, cost: 30 µs (at least 10 µs and at most 40 µs)"
  `);
});
