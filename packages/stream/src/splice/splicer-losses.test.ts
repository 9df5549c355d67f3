import { describe, expect, test } from "vitest";
import { stage } from "./splicer.fixture.ts";

describe("an event that one feed silently lost", () => {
  test("is delivered from the other one, late, if it was the leader's, and the leader is reported", () => {
    const { bring, open, pass, reports, said } = stage();
    open(1, 2);
    pass(10_000);
    bring(1, "a", "c");
    bring(2, "a", "b", "c");
    pass(30);
    expect(said).toEqual(["a", "c", "b late"]);
    bring(1, "d");
    bring(2, "d");
    pass(5_000);
    expect(reports).toEqual(["1 lacks ORDER"]);
    expect(said).toEqual(["a", "c", "b late", "d"]);
  });

  test("has its feed reported once", () => {
    const { bring, open, pass, reports, said } = stage();
    open(1, 2);
    pass(10_000);
    bring(1, "a", "b", "c", "d");
    bring(2, "a", "d");
    pass(4_999);
    expect(reports).toEqual([]);
    pass(60_000);
    expect(reports).toEqual(["2 lacks ORDER"]);
    expect(said).toEqual(["a", "b", "c", "d"]);
  });

  test("is found among events of the same text", () => {
    const { bring, open, pass, reports, said } = stage();
    open(1, 2);
    pass(10_000);
    bring(1, "a", "a", "b");
    bring(2, "a", "a", "a", "b");
    pass(30);
    expect(said).toEqual(["a", "a", "b", "a late"]);
    pass(10_000);
    expect(reports).toEqual(["1 lacks ORDER"]);
  });

  test("does not hide a later one of the same text", () => {
    const { bring, leave, open, pass, said } = stage();
    open(1, 2);
    pass(10_000);
    bring(1, "a", "b");
    bring(2, "b");
    pass(6_000);
    leave(1);
    bring(2, "a");
    expect(said).toEqual(["a", "b", "a"]);
  });

  test("is not remembered for ever", () => {
    const { bring, leave, open, pass, said } = stage({ windowEvents: 20 });
    open(1, 2);
    pass(10_000);
    for (let round = 0; round < 50; round++) {
      bring(1, `lost${round}`, `kept${round}`);
      bring(2, `kept${round}`);
      pass(6_000);
    }
    leave(1);
    bring(2, "new");
    expect(said.slice(-3)).toEqual(["lost49", "kept49", "new"]);
  });

  test("makes its feed the second choice", () => {
    const { bring, leave, open, pass, reports, splicer } = stage();
    open(1, 2, 3);
    pass(10_000);
    bring(1, "a", "b");
    bring(2, "b");
    bring(3, "a", "b");
    pass(6_000);
    expect(reports).toEqual(["2 lacks ORDER"]);
    leave(1);
    expect(splicer.leader).toBe(3);
  });

  test("is not lost with the feed that alone had it", () => {
    const { bring, leave, open, said } = stage();
    open(1, 2);
    bring(2, "a");
    leave(2);
    bring(1, "a", "b");
    expect(said).toEqual(["a", "b"]);
  });

  test("is not lacking on a feed that began after it", () => {
    const { bring, open, pass, reports, said } = stage();
    open(1);
    open(2);
    bring(1, "produced before", "a");
    bring(2, "a");
    pass(60_000);
    expect(reports).toEqual([]);
    expect(said).toEqual(["produced before", "a"]);
  });
});

describe("a feed that stands still", () => {
  test("is reported, and its copies are known even if they come a minute later", () => {
    const { bring, open, pass, reports, said } = stage();
    open(1, 2);
    pass(10_000);
    const texts = Array.from({ length: 60 }, (_, second) => `e${second}`);
    for (const text of texts) {
      bring(1, text);
      pass(1_000);
    }
    expect(reports).toEqual(["2 lacks ORDER never"]);
    bring(2, ...texts, "new");
    pass(1_000);
    expect(said).toEqual([...texts, "new"]);
  });

  test("is known not to bring any more what it has passed by", () => {
    const { bring, leave, open, pass, said } = stage();
    open(1, 2);
    pass(10_000);
    bring(1, "a", "b");
    pass(6_000);
    bring(2, "b");
    leave(1);
    bring(2, "a");
    expect(said).toEqual(["a", "b", "a"]);
  });

  test("may bring everything in another order, where the exchange keeps none", () => {
    const { bring, open, pass, said } = stage({ ordered: false });
    open(1, 2);
    pass(10_000);
    bring(1, "a", "b");
    pass(6_000);
    bring(2, "b", "a");
    pass(6_000);
    expect(said).toEqual(["a", "b"]);
  });

  test("is not accused of what the process itself slept through", () => {
    const { bring, open, pass, reports, splicer } = stage();
    open(1, 2);
    pass(10_000);
    bring(1, "a");
    splicer.wake(3_600_000);
    bring(2, "a");
    pass(7_200_000);
    expect(reports).toEqual([]);
  });
});

describe("a type that one feed does not carry", () => {
  test("is reported as never brought, and from then on delivered from the other on arrival", () => {
    const { bring, open, pass, reports, said, splicer } = stage({}, ["LITE"]);
    open(1, 2);
    pass(10_000);
    bring(2, "LITE:a");
    pass(6_000);
    expect(reports).toEqual(["1 lacks LITE never"]);
    bring(1, "b");
    bring(2, "b");
    splicer.leave(2, 16_000, 16_000);
    splicer.join(2, 16_000);
    splicer.live(2, 16_000);
    expect(splicer.leader).toBe(1);
    bring(2, "LITE:c");
    expect(said).toEqual(["LITE:a", "b", "LITE:c"]);
    pass(60_000);
    expect(reports).toEqual(["1 lacks LITE never"]);
  });

  test("is delivered once if it comes on that feed after all", () => {
    const { bring, open, pass, said } = stage({}, ["LITE"]);
    open(1, 2);
    pass(10_000);
    bring(2, "LITE:a");
    pass(6_000);
    bring(2, "LITE:b");
    bring(1, "LITE:b", "LITE:c");
    bring(2, "LITE:c");
    pass(60_000);
    expect(said).toEqual(["LITE:a", "LITE:b", "LITE:c"]);
  });

  test("is expected again on that feed once it has come", () => {
    const { bring, open, pass, reports } = stage({}, ["LITE"]);
    open(1, 2);
    pass(10_000);
    bring(2, "LITE:a");
    pass(6_000);
    bring(1, "LITE:b");
    bring(2, "LITE:b", "LITE:c");
    pass(6_000);
    expect(reports).toEqual(["1 lacks LITE never", "1 lacks LITE"]);
  });
});
