import { describe, expect, test } from "vitest";
import { convergence } from "../../src/validators/convergence.ts";
import { renewalMargin } from "../../src/validators/renewal-margin.ts";
import { silencesKept } from "../../src/validators/silences-kept.ts";
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
    const day = new HandMadeDay({ way: "margin-cross by token" }).subscribes(1, 900, 4 * HOUR);
    expect(day.judgedBy(renewalMargin).messages).toEqual([
      "the subscription 0 on socket 1, good from 00:00:00.900 to 04:00:00.000, had not been renewed at 02:00:05.450, and nothing stood in the way",
    ]);
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

describe("silences", () => {
  /** The exchange wants nothing from 01:00:00 until 01:10:00. */
  function silencedDay(status = 429): HandMadeDay {
    const day = new HandMadeDay().withKey(HOUR).asks(HOUR, { status, fault: "reply" });
    return day.limits(HOUR, HOUR + 10 * MINUTE);
  }

  test("requests and handshakes before the release are found, what was under way is not", () => {
    expect(
      silencedDay()
        .asks(HOUR + 200)
        .judgedBy(silencesKept).messages,
    ).toEqual([]);
    expect(
      silencedDay()
        .asks(HOUR + 10 * MINUTE)
        .judgedBy(silencesKept).messages,
    ).toEqual([]);
    const day = silencedDay()
      .asks(HOUR + 9 * MINUTE)
      .opens(3, HOUR + 5 * MINUTE);
    expect(day.judgedBy(silencesKept).messages).toEqual([
      "PUT /fapi/v1/listenKey at 01:09:00.000, although 429 at 01:00:00.000 asked for silence on fapi until 01:10:00.000",
      "a handshake at 01:05:00.000, although 429 at 01:00:00.000 asked for silence on fapi until 01:10:00.000",
    ]);
  });

  test("a handshake that a fault has held up may have been sent before", () => {
    const refused = (at: number): number => {
      const day = silencedDay().refuses(HOUR + at);
      day.suffers("closedBeforeOpen", [HOUR - MINUTE, HOUR + MINUTE]);
      return day.judgedBy(silencesKept).messages.length;
    };
    expect([refused(7 * SECOND), refused(12 * SECOND)]).toEqual([0, 1]);
    const inTime = silencedDay().refuses(HOUR + 7 * SECOND);
    expect(inTime.judgedBy(silencesKept).messages).toHaveLength(1);
  });

  test("a limit holds for the pool, whatever the host, and for nothing else", () => {
    const path = "/dapi/v1/listenKey";
    const asked = silencedDay(418).asks(HOUR + MINUTE, { host: "dapi.binance.com", path });
    expect(asked.judgedBy(silencesKept).messages).toHaveLength(1);
    const other = silencedDay(418).asks(HOUR + MINUTE, { path: "/papi/v1/listenKey" });
    expect(other.calls(HOUR + MINUTE).judgedBy(silencesKept).messages).toEqual([]);
  });

  test("a limit by account holds for that account, and a ban by account for the address", () => {
    const path = "/sapi/v1/margin/listen-key";
    const told = (status: number, account: string, host = "api.binance.com"): number => {
      const day = new HandMadeDay({ way: "margin-risk" }).asks(HOUR, {
        path,
        status,
        host: "api.binance.com",
        fault: "reply",
      });
      day.asks(HOUR + MINUTE, { path, host, account });
      return day.judgedBy(silencesKept).messages.length;
    };
    expect([told(429, "alice"), told(429, "bob"), told(418, "bob")]).toEqual([1, 0, 1]);
    // Another exchange has said nothing.
    expect(told(418, "alice", "api.compatible.example")).toBe(0);
  });

  test("an answer that came while its session was being closed binds nobody", () => {
    const closed = silencedDay().session({ closeCalledAt: epoch(HOUR + 20) });
    expect(closed.asks(HOUR + MINUTE).judgedBy(silencesKept).messages).toEqual([]);
    closed.session({ closeCalledAt: epoch(HOUR + 5 * SECOND) });
    expect(closed.judgedBy(silencesKept).messages).toHaveLength(1);
  });

  test("an answer to a request that had been given up binds nobody", () => {
    const given = (path: string, givenUpAt: number): readonly string[] => {
      const day = silencedDay();
      day.givenUp.push({
        client: "m1",
        path,
        sentAt: epoch(HOUR - 20),
        givenUpAt: epoch(givenUpAt),
      });
      return day.asks(HOUR + MINUTE).judgedBy(silencesKept).messages;
    };
    expect(given("/fapi/v1/listenKey", HOUR)).toEqual([]);
    expect(given("/fapi/v1/listenKey", HOUR - SECOND)).toHaveLength(1);
    expect(given("/dapi/v1/listenKey", HOUR)).toHaveLength(1);
  });

  test("a firewall wants five minutes, whoever says so", () => {
    const day = new HandMadeDay().withKey(HOUR).asks(HOUR, { status: 403, fault: "reply" });
    expect(day.asks(HOUR + 5 * MINUTE).judgedBy(silencesKept).messages).toEqual([]);
    expect(day.asks(HOUR + 4 * MINUTE).judgedBy(silencesKept).messages).toHaveLength(1);
  });

  test("who was not told, has forgotten, or had the clock set forward, is excused", () => {
    const clean: readonly string[] = [];
    const another = silencedDay();
    another.programs.push(another.program("p2", { egress: "m1 2" }));
    another.asks(HOUR + MINUTE, { client: "m1 2" });
    expect(another.judgedBy(silencesKept).messages).toEqual(clean);
    const killed = silencedDay().suffers("killed", [HOUR + SECOND, HOUR + 2 * SECOND]);
    expect(killed.asks(HOUR + MINUTE).judgedBy(silencesKept).messages).toEqual(clean);
    const set = silencedDay().suffers("wallMoved", [HOUR + SECOND, HOUR + SECOND], { size: HOUR });
    expect(set.asks(HOUR + MINUTE).judgedBy(silencesKept).messages).toEqual(clean);
    const back = silencedDay().suffers("wallMoved", [HOUR + SECOND, HOUR + SECOND], {
      size: -HOUR,
    });
    expect(back.asks(HOUR + MINUTE).judgedBy(silencesKept).messages).toHaveLength(1);
  });

  test("what is gone is not asked for again, but by the next session", () => {
    const day = new HandMadeDay().withKey(HOUR).asks(HOUR, { call: "extend", status: 410 });
    expect(day.judgedBy(silencesKept).messages).toEqual([]);
    day.asks(HOUR + 2 * SECOND, { call: "create", status: 410 });
    expect(day.judgedBy(silencesKept).messages).toEqual([
      "PUT /fapi/v1/listenKey was gone at 01:00:00.000, and asked for again at 01:00:02.000",
    ]);
    day.session({ closeCalledAt: epoch(HOUR + SECOND) });
    expect(day.judgedBy(silencesKept).messages).toEqual([]);
  });

  test("a token that is gone may be asked for once by each socket, and again after a minute", () => {
    const gone = { call: "token", path: "/sapi/v1/userListenToken", status: 410 } as const;
    const day = new HandMadeDay({ way: "margin-cross by token" }).asks(HOUR, gone);
    day.asks(HOUR + 2 * SECOND, gone).asks(HOUR + 61 * SECOND, gone);
    expect(day.judgedBy(silencesKept).messages).toEqual([]);
    // Whoever got no answer asks again.
    day.asks(HOUR + 3 * SECOND, { ...gone, status: 200, fate: "replyLost" });
    expect(day.judgedBy(silencesKept).messages).toEqual([]);
    expect(day.asks(HOUR + 4 * SECOND, gone).judgedBy(silencesKept).messages).toHaveLength(1);
  });

  test("a token that one socket was refused and another one was given is there again", () => {
    const token = { call: "token", path: "/sapi/v1/userListenToken" } as const;
    const asked = (status: number): readonly string[] => {
      const day = new HandMadeDay({ way: "margin-cross by token" });
      day.asks(HOUR, { ...token, status: 410 }).asks(HOUR + 20 * SECOND, { ...token, status });
      return day.asks(HOUR + 21 * SECOND, token).judgedBy(silencesKept).messages;
    };
    expect(asked(200)).toEqual([]);
    expect(asked(503)).toHaveLength(1);
  });
});
