import { describe, expect, test } from "vitest";
import { inOrder } from "../../src/validators/in-order.ts";
import { nothingLost } from "../../src/validators/nothing-lost.ts";
import { nothingTwice } from "../../src/validators/nothing-twice.ts";
import { tradesAgree } from "../../src/validators/trades-agree.ts";
import {
  epoch,
  HandMadeDay,
  HOUR,
  LENGTH,
  MINUTE,
  SECOND,
  type Outcome,
} from "./hand-made-day.fixture.ts";

/** A trade, as USD-M futures tell it. */
function trade(id: number, filled: number): string {
  const order = `{"i":7,"x":"TRADE","t":${id},"z":"${filled}"}`;
  return `{"e":"ORDER_TRADE_UPDATE","E":${id},"o":${order}}`;
}

describe("nothing is lost outside a gap", () => {
  test("a day on which everything came has no fault", () => {
    const day = new HandMadeDay().withKey();
    for (let at = MINUTE; at < LENGTH; at += MINUTE) day.passes(at);
    const { checks, messages } = day.judgedBy(nothingLost);
    expect(messages).toEqual([]);
    expect(checks).toBe(179);
  });

  test("an event that was not delivered is told with its time", () => {
    const day = new HandMadeDay().withKey().passes(MINUTE);
    day.produces(HOUR);
    day
      .sends(1, HOUR)
      .sends(2, HOUR)
      .passes(HOUR + 1);
    expect(day.judgedBy(nothingLost).messages).toEqual([
      "lost: X 2 of 01:00:00.000 was not delivered",
    ]);
  });

  test("an event that was spoilt on every socket is excused, and counted apart", () => {
    const day = new HandMadeDay().withKey();
    day.produces(HOUR);
    day.sends(1, HOUR, "drop").sends(2, HOUR, "corrupt");
    expect(day.judgedBy(nothingLost)).toMatchObject({ messages: [], excused: 1 });
    day.produces(HOUR);
    day.sends(1, HOUR, "drop").sends(2, HOUR);
    expect(day.judgedBy(nothingLost).messages).toHaveLength(1);
  });

  test("an event that no socket of the program was sent, although it could hear, is excused", () => {
    const day = new HandMadeDay().withKey();
    day.produces(HOUR);
    expect(day.judgedBy(nothingLost)).toMatchObject({ messages: [], excused: 1 });
  });

  test("an event after the end of a subscription that the stream was not told of is excused", () => {
    const after = (fault?: string, leftAt = 2 * HOUR): Outcome => {
      const day = new HandMadeDay({ way: "spot by signature", sockets: 1 }).subscribes(1, 500);
      day.unsubscribes(1, HOUR, "request").calls(HOUR, { call: "unsubscribe", subscription: 0 });
      day.produces(HOUR, `{"e":"eventStreamTerminated"}`);
      day
        .sends(1, HOUR, fault)
        .leaves(1, leftAt)
        .subscribes(2, HOUR + 10 * SECOND);
      day.produces(HOUR + SECOND);
      return day.judgedBy(nothingLost);
    };
    expect(after("drop")).toMatchObject({ messages: [], excused: 1 });
    expect(after().messages).toHaveLength(1);
    // Who has left that socket does not believe in it.
    expect(after("drop", HOUR + 500).messages).toHaveLength(1);
  });

  test("a copy on its way to a socket that the program was closing is no copy if the other was spoilt", () => {
    const lost = (closedAt: number, fault?: string): readonly string[] => {
      const day = new HandMadeDay().withKey().opens(3, MINUTE);
      day.produces(HOUR);
      day.sends(1, HOUR).sends(2, HOUR, fault).leaves(1, closedAt);
      return day.judgedBy(nothingLost).messages;
    };
    expect(lost(HOUR + 60, "drop")).toEqual([]);
    expect(lost(HOUR + 60)).toHaveLength(1);
    expect(lost(HOUR + 200, "drop")).toHaveLength(1);
  });

  test("nor is what still comes on a socket where the exchange could not be told to stop", () => {
    const lost = (deafAt: number, fault?: string): readonly string[] => {
      const day = new HandMadeDay().withKey().suffers("deaf", [deafAt, deafAt]);
      day.produces(HOUR);
      return day.sends(1, HOUR).sends(2, HOUR, fault).judgedBy(nothingLost).messages;
    };
    expect(lost(HOUR - MINUTE, "drop")).toEqual([]);
    expect(lost(HOUR - MINUTE)).toHaveLength(1);
    expect(lost(HOUR + MINUTE, "drop")).toHaveLength(1);
  });

  test("what was on its way when the stream was closed, however slow, is not lost", () => {
    const lost = (closedAt: number): readonly string[] => {
      const day = new HandMadeDay().withKey().session({ closeCalledAt: epoch(HOUR) });
      day.produces(HOUR - 2 * SECOND);
      day.opens(3, MINUTE).leaves(1, closedAt).leaves(2, closedAt);
      day.sends(1, closedAt, "closed").sends(2, closedAt, "closed");
      return day.judgedBy(nothingLost).messages;
    };
    expect(lost(HOUR + 40)).toEqual([]);
    expect(lost(HOUR - SECOND)).not.toEqual([]);
  });

  test("what a program was given no more because it was killed is not lost", () => {
    const killedAt = epoch(HOUR);
    const killed = new HandMadeDay().withKey().session({ killedAt, closeCalledAt: undefined });
    killed.produces(HOUR - 900);
    killed.sends(1, HOUR - 900).sends(2, HOUR - 900);
    expect(killed.judgedBy(nothingLost).messages).toEqual([]);
    killed.produces(HOUR - 10 * SECOND);
    killed.sends(1, HOUR - 10 * SECOND).sends(2, HOUR - 10 * SECOND);
    expect(killed.judgedBy(nothingLost).messages).toHaveLength(1);
  });

  test("a stream that was interrupted in the end is judged until its last proof", () => {
    const day = new HandMadeDay().withKey().closes(1, HOUR).closes(2, HOUR);
    day.says("interrupted", HOUR + 10).session({ provenAt: epoch(HOUR - 5 * SECOND) });
    day.produces(HOUR - 3 * SECOND);
    day.sends(1, HOUR).sends(2, HOUR);
    day.produces(2 * HOUR);
    expect(day.judgedBy(nothingLost).messages).toEqual([]);
    day.produces(HOUR - MINUTE);
    day.sends(1, HOUR - MINUTE).sends(2, HOUR - MINUTE);
    expect(day.judgedBy(nothingLost).messages).toHaveLength(1);
  });

  test("what nobody could have noticed when the stream was closed is not held against it", () => {
    const day = new HandMadeDay().withKey().freezes(1, LENGTH - 5 * SECOND);
    day.freezes(2, LENGTH - 4 * SECOND);
    day.produces(LENGTH - 3 * SECOND);
    day.sends(1, LENGTH - 3 * SECOND, "frozen").sends(2, LENGTH - 3 * SECOND, "frozen");
    expect(day.judgedBy(nothingLost).messages).toEqual([]);
  });

  test("nor is it where the exchange has closed the silent socket: the stream is not told", () => {
    const lost = (frozenAt: number): readonly string[] => {
      const day = new HandMadeDay().withKey().freezes(1, frozenAt);
      day.closes(1, LENGTH - 4 * SECOND).closes(2, LENGTH - 4 * SECOND);
      day.produces(LENGTH - 3 * SECOND);
      day.opens(3, LENGTH - 2 * SECOND);
      return day.judgedBy(nothingLost).messages;
    };
    expect(lost(LENGTH - 5 * SECOND)).toEqual([]);
    expect(lost(LENGTH - MINUTE)).toHaveLength(1);
  });

  test("nor is it where another socket that hears had come meanwhile", () => {
    const lost = (frozenAt: number): readonly string[] => {
      const day = new HandMadeDay().withKey().freezes(1, frozenAt).freezes(2, frozenAt);
      day.produces(frozenAt + SECOND);
      day.opens(3, frozenAt + 2 * SECOND);
      return day.judgedBy(nothingLost).messages;
    };
    expect(lost(LENGTH - 10 * SECOND)).toEqual([]);
    expect(lost(LENGTH - MINUTE)).toHaveLength(1);
  });
});

describe("nothing comes twice", () => {
  test("an item beyond what was produced is found", () => {
    const day = new HandMadeDay().withKey();
    const text = day.produces(HOUR);
    day.sends(1, HOUR).sends(2, HOUR).given(text, HOUR).given(text, HOUR);
    expect(day.judgedBy(nothingTwice).messages).toEqual([
      "twice: item 2, X, had been delivered before",
    ]);
  });

  test("each frame that the exchange has doubled excuses one item", () => {
    const day = new HandMadeDay().withKey();
    const text = day.produces(HOUR);
    day.sends(1, HOUR, "duplicate").sends(1, HOUR, "duplicate").sends(2, HOUR);
    day.given(text, HOUR).given(text, HOUR);
    expect(day.judgedBy(nothingTwice)).toMatchObject({ messages: [], excused: 1 });
    day.given(text, HOUR);
    expect(day.judgedBy(nothingTwice).messages).toHaveLength(1);
  });

  test("of two events that are alike to the byte both have to come, and I2 says so, not I1", () => {
    const day = new HandMadeDay().withKey();
    const text = day.produces(HOUR);
    day.sends(1, HOUR).sends(2, HOUR).produces(HOUR, text);
    day.sends(1, HOUR).sends(2, HOUR).given(text, HOUR);
    expect(day.judgedBy(nothingTwice).messages).toEqual([
      "lost: X 2 of 01:00:00.000 was not delivered",
    ]);
    expect(day.judgedBy(nothingLost).messages).toEqual([]);
    expect(day.given(text, HOUR).judgedBy(nothingTwice).messages).toEqual([]);
  });

  test("of two events that are alike to the byte the one that was spoilt may be missing", () => {
    const day = new HandMadeDay({ sockets: 1 }).withKey();
    const text = day.produces(HOUR);
    day.sends(1, HOUR, "drop").produces(HOUR, text);
    day.sends(1, HOUR).given(text, HOUR);
    expect(day.judgedBy(nothingTwice).messages).toEqual([]);
  });

  test("what the account never had is found", () => {
    const day = new HandMadeDay().withKey().passes(MINUTE).given(`{"e":"X","E":1}`, HOUR);
    expect(day.judgedBy(nothingTwice).messages).toEqual([
      "foreign: item 2, X, is no event of the account",
    ]);
  });
});

describe("everything comes in its order", () => {
  test("an event before an earlier one of its type is found, unless it says that it is late", () => {
    const swapped = (more: object): readonly string[] => {
      const day = new HandMadeDay().withKey();
      const [one, other] = [day.produces(MINUTE), day.produces(2 * MINUTE)];
      return day.given(other, HOUR).given(one, HOUR, more).judgedBy(inOrder).messages;
    };
    expect(swapped({})).toEqual(["outOfOrder: X 1 came after 2 (item 2)"]);
    expect(swapped({ late: true })).toEqual([]);
  });

  test("a hole in the numbers is found", () => {
    const day = new HandMadeDay().withKey().passes(MINUTE);
    day.given(day.produces(2 * MINUTE), HOUR, { seq: 4 });
    expect(day.judgedBy(inOrder).messages).toEqual(["seqHole: item 4 does not follow 1"]);
  });
});

describe("trades agree", () => {
  test("a trade that was not told, one that was told twice, and a quantity that fell are found", () => {
    const day = new HandMadeDay().withKey();
    day.passes(MINUTE, trade(1, 2)).passes(2 * MINUTE, trade(2, 3));
    expect(day.judgedBy(tradesAgree)).toMatchObject({ checks: 2, messages: [] });
    day.produces(HOUR, trade(3, 4));
    day.sends(1, HOUR).sends(2, HOUR);
    day.passes(HOUR + MINUTE, trade(4, 1)).given(trade(4, 1), HOUR + MINUTE);
    expect(day.judgedBy(tradesAgree).messages).toEqual([
      "tradeMissing: trade 3 was not told",
      "tradeTwice: trade 4 was told too often",
      "quantityFell: order 7 had 3 filled, and then 1 (item 3)",
    ]);
  });

  test("a frame that the exchange has doubled is told twice", () => {
    const day = new HandMadeDay().withKey().passes(MINUTE, trade(1, 2));
    day.sends(1, MINUTE, "duplicate").sends(1, MINUTE, "duplicate").given(trade(1, 2), MINUTE);
    expect(day.judgedBy(tradesAgree)).toMatchObject({ messages: [], excused: 1 });
  });
});
