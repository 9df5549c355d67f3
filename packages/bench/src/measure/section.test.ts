import { expect, test } from "vitest";
import { sectionOf, type Figures, type SectionPlan, type Target } from "./section.ts";

const rounds = new Map<string, readonly Figures[]>([
  ["floor", [{ cost: 10 }, { cost: 40 }, { cost: 20 }]],
  ["ours", [{ cost: 11 }, { cost: 44 }, { cost: 30 }]],
]);

function planned(...targets: readonly Target[]): SectionPlan {
  return {
    title: "Work",
    figures: [{ name: "cost", head: "cost", unit: "µs" }],
    contenders: [
      { name: "floor", way: undefined },
      { name: "ours", way: undefined, floor: "floor" },
    ],
    targets,
  };
}

test("a figure is the median of its rounds, and its ratio that of the ratios within a round", () => {
  const { standings } = sectionOf(planned(), rounds);
  expect(standings).toEqual([
    { name: "floor", results: { cost: { median: 20, least: 10, most: 40 } } },
    {
      name: "ours",
      floor: "floor",
      results: { cost: { median: 30, least: 11, most: 44, ratio: 1.1 } },
    },
  ]);
});

test("a figure that a contender does not have is left out", () => {
  const other = { name: "memory", head: "memory", unit: "B" } as const;
  const plan = { ...planned(), figures: [...planned().figures, other] };
  const { standings } = sectionOf(plan, rounds);
  expect(Object.keys(standings[0]?.results ?? {})).toEqual(["cost"]);
});

test.each([
  { target: { of: "floor", atMost: 1.2 }, was: 1.1, isMet: true },
  { target: { of: "floor", atMost: 1.05 }, was: 1.1, isMet: false },
  { target: { of: "floor", atLeast: 1.05 }, was: 1.1, isMet: true },
  { target: { of: "floor", atLeast: 1.15 }, was: 1.1, isMet: false },
  { target: { atMost: 30 }, was: 30, isMet: true },
  { target: { atMost: 29 }, was: 30, isMet: false },
])("a target of $target is met: $isMet", ({ target, was, isMet }) => {
  const { targets } = sectionOf(planned({ contender: "ours", figure: "cost", ...target }), rounds);
  expect(targets).toMatchObject([{ was, isMet }]);
});

test("a target for what was not measured is not met", () => {
  const plan = planned({ contender: "nobody", figure: "cost", atMost: 1 });
  expect(sectionOf(plan, rounds).targets).toMatchObject([{ was: NaN, isMet: false }]);
});
