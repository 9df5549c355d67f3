import { describe, expect, test } from "vitest";
import { EPOCH, stage } from "./splicer.fixture.ts";
import { Splicer } from "./splicer.ts";

const many = (count: number, prefix = "e"): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

describe("what is remembered of a feed is bounded", () => {
  test("by the number of events: one that is further behind is reported, and of no use", () => {
    const { bring, open, pass, reports, said, splicer } = stage({ windowEvents: 100 });
    open(1, 2);
    bring(2, "first");
    bring(1, "first", ...many(101));
    expect(reports).toEqual(["2 lacks ORDER"]);
    expect(splicer.isAligned(2)).toBe(false);
    bring(2, ...many(101), "new");
    pass(60_000);
    bring(1, "new");
    expect(said).toEqual(["first", ...many(101), "new"]);
  });

  test("by their size", () => {
    const { bring, open, reports } = stage({ windowCharacters: 1_000 });
    open(1, 2);
    bring(2, "first");
    bring(1, "first", "x".repeat(1_000), "y");
    expect(reports).toEqual(["2 lacks ORDER"]);
  });

  test("by a doubt, if such a feed is the last", () => {
    const { bring, heard, leave, open, pass } = stage({ windowEvents: 100 });
    open(1, 2);
    pass(10_000);
    bring(1, ...many(101));
    leave(1);
    expect(heard().at(-1)).toBe("doubt 5000..10000");
    bring(2, "new");
    expect(heard()).toEqual(["new"]);
  });

  test("without an accusation, if it only lacks a type that it does not carry", () => {
    const { bring, leave, open, reports, said } = stage({ windowEvents: 100 }, ["LITE"]);
    open(1, 2);
    bring(1, "a", ...many(101, "LITE:"), "b");
    expect(reports).toEqual(["2 lacks LITE never"]);
    leave(1);
    bring(2, "a", "b", "c");
    expect(said.slice(-3)).toEqual(["LITE:100", "b", "c"]);
  });

  test("before the first feed is live: what came then is before everything", () => {
    const { bring, join, live, reports, said } = stage({ windowEvents: 100 });
    join(1);
    bring(1, ...many(1_000), "a");
    live(1);
    bring(1, "b");
    expect(reports).toEqual([]);
    expect(said.slice(-2)).toEqual(["a", "b"]);
    expect(said.length).toBeLessThan(100);
  });

  test("by nothing where there is only one feed, for it has nothing to remember", () => {
    const { bring, join, open, pass, reports, said } = stage({ windowEvents: 10 });
    open(1);
    bring(1, ...many(1_000));
    join(2);
    pass(10_000);
    expect(reports).toEqual([]);
    expect(said).toHaveLength(1_000);
  });
});

describe("in the middle of a delivery", () => {
  test("a feed may leave: everything that was decided is told once, in order", () => {
    const said: string[] = [];
    const frame = (text: string) => ({ text, type: "ORDER", at: 0, receivedAt: EPOCH });
    const splicer: Splicer = new Splicer(
      { identityOf: (text) => text, ordered: true },
      {
        deliver({ text }) {
          said.push(text);
          if (text === "a") splicer.leave(1, 0, 0);
          if (text === "b") splicer.push(2, frame("d"));
        },
        lacks: () => "replace",
        undecided: () => said.push("doubt"),
      },
    );
    for (const feed of [1, 2]) splicer.join(feed, 0);
    for (const feed of [1, 2]) splicer.live(feed, 0);
    splicer.push(2, frame("b"));
    splicer.push(2, frame("c"));
    splicer.push(1, frame("a"));
    expect(said).toEqual(["a", "b", "c", "d"]);
    expect(splicer.leader).toBe(2);
  });

  test("a recipient that throws keeps nothing from the others", () => {
    const said: string[] = [];
    const splicer = new Splicer(
      { identityOf: (text) => text, ordered: true },
      {
        deliver({ text }) {
          said.push(text);
          if (text === "a") throw new Error("the recipient's own");
        },
        lacks: () => "replace",
        undecided: () => undefined,
      },
    );
    splicer.join(1, 0);
    splicer.live(1, 0);
    const frame = { type: "ORDER", at: 0, receivedAt: EPOCH };
    expect(() => splicer.push(1, { ...frame, text: "a" })).toThrow("the recipient's own");
    splicer.push(1, { ...frame, text: "b" });
    expect(said).toEqual(["a", "b"]);
  });
});

test("a feed that is unknown, or has left, is not heard", () => {
  const { bring, leave, open, said, splicer } = stage();
  open(1);
  leave(1);
  bring(1, "a");
  bring(7, "b");
  leave(7);
  splicer.live(7, 0);
  expect(said).toEqual([]);
  expect(splicer.leader).toBe(undefined);
  expect(splicer.deadline).toBe(undefined);
  expect(splicer.isAligned(1)).toBe(false);
});
