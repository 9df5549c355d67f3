import { describe, expect, test } from "vitest";
import { at, coverageOf, dropped, feed } from "./coverage.fixture.ts";

describe("a feed that fell silent before the other had begun", () => {
  test("leaves a doubt from then on: what has come since stands before it", () => {
    const coverage = coverageOf();
    const [first, second] = [{ feed: feed({ heardAt: at(5_000) }) }, { feed: feed() }];
    coverage.add(first, at(0), at(0));
    coverage.add(second, at(12_000), at(12_000));
    expect(coverage.end(first, dropped, at(30_000))).toMatchObject({
      isUncovered: false,
      doubt: { cause: "undecided", from: at(5_000), to: at(30_000) },
    });
  });

  test("leaves none if a third one, which is over, had covered the time between", () => {
    const coverage = coverageOf();
    const first = { feed: feed({ heardAt: at(5_000) }) };
    const between = { feed: feed({ heardAt: at(20_000) }) };
    coverage.add(first, at(0), at(0));
    coverage.add(between, at(4_000), at(4_000));
    coverage.add({ feed: feed() }, at(12_000), at(12_000));
    expect(coverage.end(between, dropped, at(21_000)).doubt).toBeUndefined();
    expect(coverage.end(first, dropped, at(30_000)).doubt).toBeUndefined();
  });

  test("leaves a gap from then on if nobody is left", () => {
    const coverage = coverageOf();
    const first = { feed: feed({ heardAt: at(5_000) }) };
    const second = { feed: feed({ heardAt: at(20_000) }) };
    coverage.add(first, at(0), at(0));
    coverage.add(second, at(12_000), at(12_000));
    expect(coverage.end(second, dropped, at(21_000)).isUncovered).toBe(false);
    expect(coverage.end(first, dropped, at(30_000))).toMatchObject({ doubt: undefined });
    expect(coverage.interruptedAt).toEqual(at(5_000));
    expect(coverage.add({ feed: feed() }, at(40_000), at(40_000))).toMatchObject({
      from: at(5_000),
      to: at(40_000),
    });
  });

  test("that had been heard just before leaves none", () => {
    const coverage = coverageOf();
    const first = { feed: feed({ heardAt: at(12_000) }) };
    coverage.add(first, at(0), at(0));
    coverage.add({ feed: feed() }, at(12_000), at(12_000));
    expect(coverage.end(first, dropped, at(12_001)).doubt).toBeUndefined();
  });
});
