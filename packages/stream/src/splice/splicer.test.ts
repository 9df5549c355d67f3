import { describe, expect, test } from "vitest";
import { stage } from "./splicer.fixture.ts";

describe("two feeds", () => {
  test("deliver each event once, in the order of the one that leads", () => {
    const { bring, open, pass, said, splicer } = stage();
    open(1, 2);
    bring(1, "a", "MARGIN:b");
    bring(2, "MARGIN:b", "a");
    pass(10);
    bring(2, "MARGIN:d", "c");
    bring(1, "c", "MARGIN:d");
    pass(60_000);
    expect(said).toEqual(["a", "MARGIN:b", "c", "MARGIN:d"]);
    expect(splicer.leader).toBe(1);
    expect(splicer.copies).toBe(4);
  });

  test("know copies that were sent at different times", () => {
    const { bring, open, pass, said } = stage();
    open(1, 2);
    bring(1, "a@1", "b@3");
    bring(2, "a@2", "b@3", "c@5");
    bring(1, "c@4");
    pass(60_000);
    expect(said).toEqual(["a@1", "b@3", "c@4"]);
  });

  test("let distinct events of the same text all survive", () => {
    const { bring, open, pass, said, splicer } = stage();
    open(1, 2);
    pass(10_000);
    bring(1, "a", "a", "b", "a");
    bring(2, "a", "a", "b", "a");
    pass(1_000);
    bring(1, "a");
    splicer.leave(1, 11_000, 11_000);
    bring(2, "a", "a");
    expect(said).toEqual(["a", "a", "b", "a", "a", "a"]);
  });

  test("may be a second apart for ever", () => {
    const { bring, open, pass, reports, said } = stage();
    open(1, 2);
    const sent = Array.from({ length: 300 }, (_, second) => `e${second}`);
    for (const [second, text] of sent.entries()) {
      bring(1, text);
      if (second > 0) bring(2, `e${second - 1}`);
      pass(1_000);
    }
    expect(said).toEqual(sent);
    expect(reports).toEqual([]);
  });
});

describe("a takeover", () => {
  test("delivers what the leader had not brought when it left, in the order of the other feed", () => {
    const { bring, leave, open, pass, said, splicer } = stage();
    open(1, 2);
    bring(1, "a");
    bring(2, "a", "b", "MARGIN:c", "d");
    bring(1, "MARGIN:c");
    pass(10);
    leave(1);
    expect(said).toEqual(["a", "MARGIN:c", "b", "d"]);
    expect(splicer.leader).toBe(2);
  });

  test("does not deliver again what the leader had brought", () => {
    const { bring, leave, open, said } = stage();
    open(1, 2);
    bring(1, "a", "b", "c");
    bring(2, "a");
    leave(1);
    bring(2, "b", "c", "d");
    expect(said).toEqual(["a", "b", "c", "d"]);
  });

  test("comes when the leader has lacked an event for the hold time, and not before", () => {
    const { bring, open, pass, said, splicer } = stage();
    open(1, 2);
    bring(2, "a");
    pass(29);
    expect(said).toEqual([]);
    pass(1);
    expect(said).toEqual(["a"]);
    expect(splicer.leader).toBe(2);
    bring(1, "a");
    bring(2, "b");
    bring(1, "b");
    expect(said).toEqual(["a", "b"]);
  });

  test("is not for a feed that is not live", () => {
    const { bring, join, live, open, pass, said } = stage();
    open(1);
    join(2);
    bring(2, "a");
    pass(1_000);
    expect(said).toEqual([]);
    live(2);
    pass(0);
    expect(said).toEqual(["a"]);
  });

  test("waits for a feed to be live when nobody else is", () => {
    const { bring, join, leave, live, open, said, splicer } = stage();
    open(1);
    join(2);
    bring(1, "a", "b");
    bring(2, "b", "c");
    leave(1);
    bring(2, "d");
    expect(splicer.leader).toBe(undefined);
    expect(said).toEqual(["a", "b"]);
    live(2);
    expect(said).toEqual(["a", "b", "c", "d"]);
  });
});

describe("a rotation", () => {
  test("changes feeds in the middle of everything", () => {
    const { bring, leave, open, pass, reports, said, splicer } = stage();
    open(1, 2);
    pass(10_000);
    bring(1, "a", "b");
    bring(2, "a");
    open(3);
    expect(splicer.isAligned(3)).toBe(false);
    bring(1, "c", "d");
    bring(3, "c");
    bring(2, "b", "c");
    leave(2);
    bring(3, "d", "e");
    pass(5_000);
    expect(splicer.isAligned(3)).toBe(true);
    leave(1);
    bring(3, "f");
    expect(said).toEqual(["a", "b", "c", "d", "e", "f"]);
    expect(reports).toEqual([]);
  });

  test("aligns a feed on a quiet account by time alone", () => {
    const { open, pass, splicer } = stage();
    open(1);
    pass(10_000);
    open(2);
    pass(4_999);
    expect(splicer.isAligned(2)).toBe(false);
    pass(1);
    expect(splicer.isAligned(2)).toBe(true);
  });
});

describe("where the exchange keeps no order", () => {
  test("feeds may bring events in different orders", () => {
    const { bring, open, pass, reports, said } = stage({ ordered: false });
    open(1, 2);
    pass(10_000);
    bring(1, "a", "b", "c");
    bring(2, "c", "a", "b");
    pass(60_000);
    expect(said).toEqual(["a", "b", "c"]);
    expect(reports).toEqual([]);
  });
});
