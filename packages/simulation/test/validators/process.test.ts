import { describe, expect, test } from "vitest";
import { boundedMemory } from "../../src/validators/bounded-memory.ts";
import { cleanClose } from "../../src/validators/clean-close.ts";
import { noSecrets } from "../../src/validators/no-secrets.ts";
import { survival } from "../../src/validators/survival.ts";
import { epoch, HandMadeDay, HOUR, LENGTH, MINUTE, SECOND } from "./hand-made-day.fixture.ts";

describe("bounded memory", () => {
  const error = { code: "BACKLOG", count: 200, at: epoch(HOUR), afterItems: 1 };

  test("a backlog is announced, and the gap behind it stands for what was dropped", () => {
    const day = new HandMadeDay({ reader: "hangs" }).withKey().passes(MINUTE);
    day.gap(HOUR - MINUTE, HOUR, { cause: "backlog", seq: 201, afterSeq: 1 });
    expect(day.judgedBy(boundedMemory).messages).toEqual([
      "the backlog in item 201 was not announced by an error",
    ]);
    expect(day.session({ iteratorErrors: [error] }).judgedBy(boundedMemory).messages).toEqual([]);
  });

  test("a gap that stands for fewer, or is not there, is found", () => {
    const fewer = new HandMadeDay({ reader: "hangs" }).withKey().passes(MINUTE);
    fewer.gap(HOUR - MINUTE, HOUR, { cause: "backlog", seq: 101, afterSeq: 1 });
    fewer.session({ iteratorErrors: [error] });
    expect(fewer.judgedBy(boundedMemory).messages).toEqual([
      "200 items were dropped at 01:00:00.000, and what follows stands for 100",
    ]);
    const none = new HandMadeDay({ reader: "hangs" }).withKey().passes(MINUTE).passes(HOUR);
    expect(none.session({ iteratorErrors: [error] }).judgedBy(boundedMemory).messages).toHaveLength(
      1,
    );
  });

  test("a reader that hangs is kept as many items as its buffer holds, and no more", () => {
    const hung = (count: number): readonly string[] => {
      const day = new HandMadeDay({ reader: "hangs" }).withKey();
      day.suffers("readerHangs", [HOUR, HOUR + 10 * MINUTE], { who: "p1" });
      for (let sent = 0; sent < count; sent += 1) {
        const text = day.produces(HOUR + sent * SECOND);
        day.given(text, HOUR + 10 * MINUTE, { time: epoch(HOUR + sent * SECOND) });
      }
      return day.judgedBy(boundedMemory).messages;
    };
    expect(hung(200)).toEqual([]);
    expect(hung(201)).toEqual([
      "201 items were kept for a reader that hung from 01:00:00.000 to 01:10:00.000",
    ]);
  });

  test("what is missing after more has come than the buffer holds is a silent loss", () => {
    const day = new HandMadeDay({ reader: "hangs" }).withKey();
    day.suffers("readerHangs", [HOUR, HOUR + 10 * MINUTE], { who: "p1" });
    for (let sent = 0; sent < 201; sent += 1) {
      const at = HOUR + sent * SECOND;
      day.produces(at);
      day.sends(1, at).sends(2, at);
    }
    expect(day.judgedBy(boundedMemory).messages[0]).toBe(
      "lost: X 1 of 01:00:00.000 was not delivered",
    );
  });

  test("no socket is stalled by a slow reader, whatever a fault calls its deed", () => {
    const stalled = (): HandMadeDay =>
      new HandMadeDay({ reader: "slow" }).withKey().closes(1, HOUR, "Pong timeout");
    expect(stalled().judgedBy(boundedMemory).messages).toEqual([
      "socket 1 answered no ping until 01:00:00.000",
    ]);
    const clean: readonly string[] = [];
    expect(
      stalled()
        .freezes(1, HOUR - MINUTE)
        .judgedBy(boundedMemory).messages,
    ).toEqual(clean);
    const asleep = stalled().suffers("timersLate", [HOUR - 10 * MINUTE, HOUR]);
    expect(asleep.judgedBy(boundedMemory).messages).toEqual(clean);
    const byFault = stalled().suffers("closed1008", [HOUR, HOUR]);
    expect(byFault.judgedBy(boundedMemory).messages).toEqual(clean);
  });
});

describe("a clean close", () => {
  test("a session that closed has said so, and nothing after", () => {
    expect(new HandMadeDay().judgedBy(cleanClose)).toMatchObject({ checks: 7, messages: [] });
    const day = new HandMadeDay().session({ closedAt: undefined, saidAfterClose: 2 });
    expect(day.judgedBy(cleanClose).messages).toEqual([
      "close() of 03:00:00.000 has never resolved",
      "2 things were said after the close of 03:00:00.000",
    ]);
    const words = [{ name: "live", at: epoch(1), state: "live", event: {} }];
    expect(new HandMadeDay().session({ words }).judgedBy(cleanClose).messages).toEqual([
      "its last word is live",
    ]);
  });

  test("a close takes no longer than a minute, sleep apart", () => {
    const closed = new HandMadeDay().session({ closedAt: epoch(LENGTH + 61 * SECOND) });
    expect(closed.judgedBy(cleanClose).messages).toEqual([
      "close() of 03:00:00.000 has resolved at 03:01:01.000",
    ]);
    closed.suffers("suspended", [LENGTH - SECOND, LENGTH + 5 * SECOND]);
    expect(closed.judgedBy(cleanClose).messages).toEqual([]);
    const late = (sleepsUntil: number): readonly string[] => {
      const day = new HandMadeDay().session({ closedAt: epoch(LENGTH + 5 * MINUTE) });
      day.suffers("timersLate", [LENGTH + 50, LENGTH + sleepsUntil]);
      return day.judgedBy(cleanClose).messages;
    };
    expect(late(4 * MINUTE + SECOND)).toEqual([]);
    expect(late(4 * MINUTE - SECOND)).toHaveLength(1);
  });

  test("whatever is left in the end is found, one by one", () => {
    const day = new HandMadeDay();
    day.remains = { name: "m1", timers: 1, sockets: 2, departuresAfterClose: 3, pendingCalls: 4 };
    expect(day.judgedBy(cleanClose).messages).toEqual([
      "timers: 1 in the end",
      "sockets: 2 in the end",
      "departuresAfterClose: 3 in the end",
      "pendingCalls: 4 in the end",
    ]);
  });
});

describe("no secrets", () => {
  const secret = "aB3".repeat(21).concat("x");

  test("a secret is found in a word, in an error's cause and stack, in gaps, and in the text of events", () => {
    const told = (tell: (day: HandMadeDay) => unknown): number => {
      const day = new HandMadeDay().withKey();
      day.secrets.add(secret);
      tell(day);
      return day.judgedBy(noSecrets).messages.length;
    };
    expect(told((day) => day.says("attemptFailed", HOUR, { error: new Error("no") }))).toBe(0);
    expect(told((day) => day.says("attemptFailed", HOUR, { a: [{ b: `x=${secret}&` }] }))).toBe(1);
    const cause = new Error("no", { cause: new Error(`GET ?listenKey=${secret}`) });
    expect(told((day) => day.says("attemptFailed", HOUR, { error: cause }))).toBe(1);
    expect(told((day) => day.gap(HOUR, HOUR, { note: secret }))).toBe(1);
    expect(told((day) => day.given(`{"e":"X","k":"${secret}"}`, HOUR))).toBe(1);
    expect(told((day) => day.uncaught.push(new Error(secret)))).toBe(1);
  });

  test("what looks like a key is taken for one, and what repeats itself is not", () => {
    const other = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ01";
    const told = (text: string): number => {
      const day = new HandMadeDay().withKey().given(`{"e":"X","t":"${text}"}`, HOUR);
      return day.judgedBy(noSecrets).messages.length;
    };
    expect([told(other), told("x".repeat(64)), told(`${other}x`)]).toEqual([1, 0, 0]);
  });

  test("a secret with other characters than letters and digits is found, too", () => {
    const day = new HandMadeDay().withKey();
    day.secrets.add(`${"a1".repeat(17)}+${"b2".repeat(17)}`);
    day.says("attemptFailed", HOUR, { text: `token ${"a1".repeat(17)}+${"b2".repeat(17)}.` });
    day.says("attemptFailed", HOUR, { text: `token ${"a1".repeat(17)}-${"b2".repeat(17)}.` });
    expect(day.judgedBy(noSecrets).messages).toHaveLength(1);
  });
});

describe("survival", () => {
  test("an error that nobody caught, and one that was not reported, are found", () => {
    const day = new HandMadeDay().session({ listenerErrors: { thrown: 2, reported: 1 } });
    day.uncaught.push(Object.assign(new Error("a secret perhaps"), { code: "NETWORK" }));
    expect(day.judgedBy(survival).messages).toEqual([
      "uncaught: Error NETWORK",
      "its listeners threw 2 times, and 1 were reported",
    ]);
  });

  test("a session may fail for an answer that no further attempt would get over, and for no other", () => {
    const failed = (answer: { readonly status: number; readonly code?: number }): number => {
      const day = new HandMadeDay()
        .withKey(HOUR)
        .asks(HOUR, answer)
        .says("failed", HOUR + SECOND);
      return day.judgedBy(survival).messages.length;
    };
    expect(failed({ status: 410 })).toBe(0);
    expect(failed({ status: 400, code: -1100 })).toBe(0);
    expect(failed({ status: 503, code: -1000 })).toBe(1);
    expect(failed({ status: 400, code: -1125 })).toBe(1);
    expect(failed({ status: 429 })).toBe(1);
    expect(failed({ status: 200 })).toBe(1);
  });

  test("an API key that was accepted before is no reason to fail, as far as the program knew", () => {
    const refused = { status: 401, code: -2015 };
    const later = new HandMadeDay()
      .withKey(HOUR)
      .asks(HOUR, refused)
      .says("failed", HOUR + SECOND);
    expect(later.judgedBy(survival).messages).toHaveLength(1);
    const failedAfter = (answer: Parameters<HandMadeDay["asks"]>[1]): readonly string[] => {
      const day = new HandMadeDay().asks(100, answer).asks(20 * SECOND, refused);
      return day.says("failed", 21 * SECOND).judgedBy(survival).messages;
    };
    expect(failedAfter({ fate: "replyLost" })).toEqual([]);
    expect(failedAfter({ answeredAt: epoch(100 + 9 * SECOND) })).toHaveLength(1);
    expect(failedAfter({ answeredAt: epoch(100 + 10 * SECOND) })).toEqual([]);
  });
});
