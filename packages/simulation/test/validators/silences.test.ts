import { describe, expect, test } from "vitest";
import { silencesKept } from "../../src/validators/silences-kept.ts";
import { epoch, HandMadeDay, HOUR, MINUTE, SECOND } from "./hand-made-day.fixture.ts";

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

  test("a token that is gone is asked for by a stream that hears nothing any more until it is told so again", () => {
    const token = { call: "token", path: "/sapi/v1/userListenToken" } as const;
    const asked = (interruptedAt: number, status: number): readonly string[] => {
      const day = new HandMadeDay({ way: "margin-cross by token" });
      day.asks(HOUR, { ...token, status: 410 }).says("interrupted", interruptedAt);
      for (const at of [20, 22, 25]) day.asks(HOUR + at * SECOND, { ...token, status });
      return day.judgedBy(silencesKept).messages;
    };
    expect(asked(HOUR + 19 * SECOND, 500)).toEqual([]);
    expect(asked(HOUR - 5 * SECOND, 500)).toHaveLength(1);
    expect(asked(HOUR + 19 * SECOND, 410)).toHaveLength(1);
  });

  test("what is gone may be asked for again by who never read that", () => {
    const day = new HandMadeDay().withKey().asks(HOUR, { call: "extend", status: 410 });
    day.asks(HOUR + 2 * SECOND, { call: "create" });
    expect(day.judgedBy(silencesKept).messages).toHaveLength(1);
    const path = "/fapi/v1/listenKey";
    day.givenUp.push({
      client: "m1",
      path,
      sentAt: epoch(HOUR - 20),
      givenUpAt: epoch(HOUR + 10),
    });
    expect(day.judgedBy(silencesKept).messages).toEqual([]);
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
