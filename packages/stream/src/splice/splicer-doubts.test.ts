import { describe, expect, test } from "vitest";
import { stage, type Stage } from "./splicer.fixture.ts";

/** Two feeds that have been there for long, on which texts are known to repeat. */
function repeatingStage(ordered = true): Stage {
  const play = stage({ ordered });
  play.open(1, 2);
  play.bring(1, "a", "a", "b");
  play.bring(2, "a", "a", "b");
  play.pass(20_000);
  play.leave(2);
  play.heard();
  return play;
}

describe("a feed that begins among events of the same text", () => {
  test("is put in its place by what comes after", () => {
    const { bring, heard, leave, open, pass } = repeatingStage();
    open(3);
    bring(1, "a", "a", "b", "c");
    bring(3, "a", "b", "c");
    pass(10_000);
    leave(1);
    bring(3, "a", "a");
    expect(heard()).toEqual(["a", "a", "b", "c", "a", "a"]);
  });

  test("is put in its place by time: it is not going to bring what was before it", () => {
    const { bring, heard, leave, open, pass } = repeatingStage();
    open(3);
    bring(1, "a", "a", "a");
    pass(10_000);
    leave(1);
    bring(3, "a");
    expect(heard()).toEqual(["a", "a", "a", "a"]);
  });

  test("leaves a doubt, announced once, if nothing tells and the other one dies", () => {
    const { bring, heard, leave, open, pass } = repeatingStage();
    open(3);
    bring(1, "a");
    pass(5);
    bring(3, "a");
    pass(10);
    leave(1);
    pass(10);
    bring(3, "c", "a");
    pass(10_000);
    expect(heard()).toEqual(["a", "doubt 20000..20015", "c", "a"]);
  });

  test("delivers nothing that may be a copy as long as its next events may tell", () => {
    const { bring, heard, leave, open } = repeatingStage();
    open(3);
    bring(1, "a", "b");
    bring(3, "a");
    leave(1);
    expect(heard()).toEqual(["a", "b"]);
    // Had it begun with the first, the second would have come.
    bring(3, "c");
    expect(heard()).toEqual(["a", "c"]);
  });

  test("does not take over beside a feed that lives", () => {
    const { bring, heard, open, pass, splicer } = repeatingStage();
    open(3);
    bring(3, "a");
    pass(1_000);
    expect(splicer.leader).toBe(1);
    bring(1, "b", "a");
    pass(10_000);
    expect(heard()).toEqual(["b", "a"]);
  });

  test("leaves no doubt of what came when it was the only one", () => {
    const { bring, heard, leave, open } = repeatingStage();
    open(3);
    leave(1);
    bring(3, "a", "a");
    expect(heard()).toEqual(["a", "a"]);
  });
});

describe("doubts of a feed that leaves", () => {
  test("are none as long as another one stays", () => {
    const { bring, heard, leave, open, pass } = repeatingStage();
    open(3);
    bring(1, "a");
    bring(3, "a", "a");
    leave(3);
    bring(1, "a");
    pass(10_000);
    leave(1);
    expect(heard()).toEqual(["a", "a"]);
  });

  test("are announced if the other one leaves, too", () => {
    const { bring, heard, leave, open } = repeatingStage();
    open(3);
    bring(1, "a");
    bring(3, "a", "a");
    leave(3);
    leave(1);
    expect(heard()).toEqual(["a", "doubt 20000..20000"]);
  });

  test("reach until the other one leaves, behind what it has brought meanwhile", () => {
    const { bring, heard, leave, open, pass } = repeatingStage();
    open(3);
    bring(1, "a");
    bring(3, "a", "a");
    leave(3);
    pass(200);
    bring(1, "c");
    leave(1);
    expect(heard()).toEqual(["a", "c", "doubt 20000..20200"]);
  });
});

describe("doubts of a feed that leaves, if the other one leaves long after", () => {
  function leaveFirst(): Stage {
    const play = repeatingStage();
    play.open(3);
    play.bring(1, "a");
    play.bring(3, "a", "a");
    play.leave(3);
    play.pass(30_000);
    return play;
  }

  test("are announced if it had been dead since: it has brought nothing of what was expected", () => {
    const { heard, leave } = leaveFirst();
    leave(1, 25_000);
    expect(heard()).toEqual(["a", "doubt 20000..50000"]);
  });

  test("are none if it had been heard long enough", () => {
    const { heard, leave } = leaveFirst();
    leave(1, 25_001);
    expect(heard()).toEqual(["a"]);
  });

  test("are none of one that has begun since", () => {
    const { heard, leave, open, pass } = leaveFirst();
    open(4);
    leave(4, 20_000);
    pass(10_000);
    leave(1);
    expect(heard()).toEqual(["a"]);
  });
});

describe("where the exchange keeps no order and texts repeat", () => {
  test("a feed that begins is in doubt if the other one dies at once", () => {
    const { bring, heard, leave, open } = repeatingStage(false);
    open(3);
    bring(1, "a");
    bring(3, "a");
    leave(1);
    expect(heard()).toEqual(["a", "doubt 20000..20000"]);
    bring(3, "a");
    expect(heard()).toEqual(["a"]);
  });

  test("it is not, if it has been there for long", () => {
    const { bring, heard, leave, open, pass } = repeatingStage(false);
    open(3);
    pass(10_000);
    bring(1, "a");
    bring(3, "a");
    leave(1);
    bring(3, "a");
    expect(heard()).toEqual(["a", "a"]);
  });
});
