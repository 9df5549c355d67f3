import { describe, expect, test } from "vitest";
import { stage } from "./splicer.fixture.ts";

// What follows the `@` is the send time, which an event's identity leaves out.

describe("where every socket gets the same send times", () => {
  test("events that differ in nothing else are two, and a feed that begins among them is in no doubt", () => {
    const { bring, open, leave, pass, heard } = stage();
    open(1, 2);
    for (const text of ["x@1", "x@2", "x@3", "x@4"]) {
      bring(1, text);
      bring(2, text);
    }
    pass(10_000);
    open(3);
    bring(1, "x@5", "x@6");
    bring(3, "x@5");
    heard();
    leave(1);
    leave(2);
    bring(3, "x@6", "x@7");
    pass(10_000);
    expect(heard()).toEqual(["x@7"]);
  });
});

describe("where each socket gets its own", () => {
  test("copies are known by the rest of their text", () => {
    const { bring, open, pass, heard, reports } = stage();
    open(1, 2);
    for (const name of ["a", "b", "c", "d", "e"]) {
      bring(1, `${name}@1`);
      bring(2, `${name}@2`);
      pass(6_000);
    }
    expect(heard()).toEqual(["a@1", "b@1", "c@1", "d@1", "e@1"]);
    expect(reports).toEqual([]);
  });

  test("what was sent more than a second apart is no copy, however alike", () => {
    const sentAtOf = (text: string): number => Number(text.split("@")[1]);
    const { bring, open, leave, pass, heard } = stage({ sentAtOf });
    open(1, 2);
    bring(1, "x@1000");
    bring(2, "x@2001");
    pass(10_000);
    bring(1, "y@9000");
    bring(2, "y@9999", "x@10000");
    leave(1);
    pass(10_000);
    expect(heard()).toEqual(["x@1000", "x@2001 late", "y@9999", "x@10000"]);
  });
});
