import { describe, expect, test } from "vitest";
import { convergence } from "../../src/validators/convergence.ts";
import { renewalMargin } from "../../src/validators/renewal-margin.ts";
import { epoch, HandMadeDay, HOUR, LENGTH, MINUTE, SECOND } from "./hand-made-day.fixture.ts";
import { manager } from "./manager.fixture.ts";

describe("the renewal margin", () => {
  test("a key that is renewed in time has no fault", () => {
    const { checks, messages } = new HandMadeDay().withKey().judgedBy(renewalMargin);
    expect({ checks, messages }).toEqual({ checks: 13, messages: [] });
  });

  test("a key that is not renewed before half its life is over is found, unless nobody could", () => {
    const late = (): HandMadeDay => new HandMadeDay().withKey(HOUR).renews(1, HOUR + 20 * MINUTE);
    expect(late().judgedBy(renewalMargin).messages).toEqual([
      "key 1, good from 00:45:00.700 to 01:45:00.700, had not been renewed at 01:15:05.700, and nothing stood in the way",
      "key 1, good from 01:20:00.000 to 02:20:00.000, had not been renewed at 01:50:05.000, and nothing stood in the way",
    ]);
    const hindered = late()
      .renews(1, HOUR + 45 * MINUTE)
      .renews(1, 2 * HOUR)
      .renews(1, 2.4 * HOUR);
    hindered.renews(1, 2.8 * HOUR);
    for (let at = 14 * MINUTE; at < 20 * MINUTE; at += 40 * SECOND) {
      hindered.asks(HOUR + at, { call: "extend", status: 503, fault: "reply" });
    }
    expect(hindered.judgedBy(renewalMargin).messages).toEqual([]);
  });

  test("one failure excuses a minute, and no more", () => {
    const day = new HandMadeDay().withKey(2.6 * HOUR);
    day.asks(2.9 * HOUR, { call: "extend", status: 503, fault: "reply" });
    expect(day.judgedBy(renewalMargin).messages).toEqual([]);
    const longer = new HandMadeDay().withKey(2.3 * HOUR);
    longer.asks(2.74 * HOUR, { call: "extend", status: 503, fault: "reply" });
    expect(longer.judgedBy(renewalMargin).messages).toHaveLength(1);
  });

  test("a machine that did not run, and an exchange that wanted silence, are excuses", () => {
    const asleep = new HandMadeDay().withKey(2.3 * HOUR);
    asleep.suffers("suspended", [2.5 * HOUR, LENGTH]);
    expect(asleep.judgedBy(renewalMargin).messages).toEqual([]);
    const silenced = new HandMadeDay().withKey(2.3 * HOUR);
    silenced.asks(2.6 * HOUR, { call: "extend", status: 429, fault: "reply" });
    silenced.limits(2.6 * HOUR, LENGTH);
    expect(silenced.judgedBy(renewalMargin).messages).toEqual([]);
  });

  test("what nobody holds any more need not be renewed", () => {
    const closed = { closeCalledAt: epoch(HOUR), closedAt: epoch(HOUR + 10) };
    const day = new HandMadeDay().withKey(HOUR).session(closed);
    expect(day.judgedBy(renewalMargin).messages).toEqual([]);
  });

  test("a subscription by token is renewed before half its life is over", () => {
    const day = new HandMadeDay({ way: "margin-cross by token" }).subscribes(1, 900, {
      expiresAt: 4 * HOUR,
    });
    expect(day.judgedBy(renewalMargin).messages).toEqual([
      "the subscription 0 on socket 1, good from 00:00:00.900 to 04:00:00.000, had not been renewed at 02:00:05.450, and nothing stood in the way",
    ]);
  });

  test("a subscription by token whose answer came too late for anybody is nobody's to renew", () => {
    const judged = (answeredAt: number, renewedAt?: number): readonly string[] => {
      const day = new HandMadeDay({ way: "margin-cross by token" });
      day.subscribes(1, 900, { expiresAt: 4 * HOUR, answeredAt });
      if (renewedAt !== undefined) day.acknowledges(1, renewedAt);
      return day.judgedBy(renewalMargin).messages;
    };
    expect(judged(900 + 9 * SECOND)).toHaveLength(1);
    expect(judged(900 + 10 * SECOND)).toEqual([]);
    expect(judged(900 + 10 * SECOND, MINUTE)).toHaveLength(1);
  });
});

describe("convergence", () => {
  test("whoever is live at the end, with all sockets, has converged", () => {
    const day = new HandMadeDay()
      .withKey()
      .closes(1, HOUR)
      .opens(3, HOUR + SECOND);
    expect(day.judgedBy(convergence).messages).toEqual([]);
  });

  test("whoever is not, long after the last trouble, has not", () => {
    const down = new HandMadeDay().withKey().closes(1, HOUR).closes(2, HOUR);
    expect(down.says("interrupted", HOUR).judgedBy(convergence).messages).toEqual([
      "it is interrupted at the end (closed), long after the last trouble",
    ]);
    const oneSocket = { ...new HandMadeDay().evidence().streams[0]?.stats, liveSockets: 1 };
    const half = new HandMadeDay().withKey().session({ stats: oneSocket } as never);
    expect(half.judgedBy(convergence).messages).toEqual(["it has 1 live sockets at the end, of 2"]);
    half.says("redundancyLost", LENGTH - HOUR + MINUTE, { reason: "lacking" });
    expect(half.judgedBy(convergence).messages).toEqual([]);
  });

  test("trouble in the last ten minutes is an excuse, and so is a silence that is not over", () => {
    const late = LENGTH - 9 * MINUTE;
    const down = new HandMadeDay().withKey().closes(1, late).closes(2, late);
    expect(down.says("interrupted", late).judgedBy(convergence).messages).toEqual([]);
    const silenced = new HandMadeDay().withKey().closes(1, HOUR).closes(2, HOUR);
    silenced.asks(HOUR, { status: 429, fault: "reply" }).limits(HOUR, LENGTH + HOUR);
    expect(silenced.says("interrupted", HOUR).judgedBy(convergence).messages).toEqual([]);
  });

  test("a manager has to be live at the end, too", () => {
    const day = new HandMadeDay().withKey();
    day.managers.push(manager());
    expect(day.judgedBy(convergence).messages).toEqual([]);
    const lost = { name: "lost", at: epoch(HOUR), state: "lost", event: {} };
    day.managers[0] = manager({ words: [lost] });
    expect(day.judgedBy(convergence).messages).toHaveLength(1);
  });

  test("an account makes at most twelve dials and twelve calls for keys in a minute", () => {
    const busy = (count: number): readonly string[] => {
      const day = new HandMadeDay().withKey();
      for (let made = 0; made < count; made += 1) {
        day.refuses(HOUR + made * 4 * SECOND, { status: 502 });
        day.asks(HOUR + made * 4 * SECOND, { call: "create", status: 500 });
      }
      return day.judgedBy(convergence).messages;
    };
    expect(busy(12)).toEqual([]);
    expect(busy(14)).toEqual([
      "14 calls for keys or tokens for alice in the minute from 01:00:00.000",
      "14 dials for alice in the minute from 01:00:00.000",
    ]);
  });

  test("a process that was killed knows nothing of the calls of the one before", () => {
    const day = new HandMadeDay()
      .withKey()
      .suffers("killed", [HOUR + 30 * SECOND, HOUR + 31 * SECOND]);
    for (let made = 0; made < 14; made += 1) {
      day.asks(HOUR + made * 4 * SECOND, { call: "create", status: 500 });
    }
    expect(day.judgedBy(convergence).messages).toEqual([]);
  });
});
