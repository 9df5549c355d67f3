import { inspect } from "node:util";
import { scriptedTransport } from "@listenkey/core/testing";
import { configurationError } from "@listenkey/core/transport";
import { describe, expect, test } from "vitest";
import type { Moments } from "./arrival.ts";
import { caught, opened, SECRET_URL, setup } from "./wire.fixture.ts";

describe("connecting", () => {
  test("goes to the URL it is given, and tells nothing before it is open", () => {
    const { wire, told, socket, open } = setup();
    expect(socket().url).toBe(SECRET_URL);
    expect([wire.isOpen, wire.openedAt, wire.heardAt, told]).toEqual([
      false,
      undefined,
      undefined,
      [],
    ]);
    open();
    expect(told).toEqual(["open"]);
    expect(wire.isOpen).toBe(true);
    expect(wire.heardAt).toEqual(wire.openedAt);
  });

  test("tells once whether it opened, unless it was closed before that is known", async () => {
    const outcomes: boolean[] = [];
    const dialled = (isOpen: boolean): void => void outcomes.push(isOpen);
    const fine = opened({ dialled });
    fine.end(1006);
    expect(outcomes).toEqual([true]);
    setup({ dialled }).end(1006);
    expect(outcomes).toEqual([true, false]);
    await setup({ dialled }).clock.advance(10_000);
    expect(outcomes).toEqual([true, false, false]);
    setup({ dialled }).wire.close();
    expect(outcomes).toHaveLength(3);
  });

  test("that takes too long is given up", async () => {
    const { clock, told, socket } = setup();
    await clock.advance(9_999);
    expect(told).toEqual([]);
    await clock.advance(1);
    expect(told).toEqual([["ended", "TIMEOUT", 1006, undefined]]);
    expect(socket().closed).toBe(1000);
    expect(clock.pendingTimers).toBe(0);
  });

  test("may be refused, and the answer is passed on", () => {
    const { told, socket } = setup();
    const refusal = { status: 429, headers: {}, body: "" };
    socket().handlers.end({ code: 1006, reason: "", refusal });
    expect(told).toEqual([["ended", "NETWORK", 1006, 429]]);
  });

  test("to a URL that the transport refuses ends, after the constructor has returned", async () => {
    const transport = {
      ...scriptedTransport(),
      connect: () => {
        throw configurationError("not secure");
      },
    };
    const { clock, told } = setup({ transport });
    expect(told).toEqual([]);
    await clock.advance(0);
    expect(told).toEqual([["ended", "CONFIGURATION", 1006, undefined]]);
    expect(clock.pendingTimers).toBe(0);
  });
});

describe("frames", () => {
  test("are told in order, as what they are", () => {
    const { told, message, binary } = opened();
    message('{"e":"A","n":1}');
    message('{"stream":"key","data":{"e":"B"}}');
    message("pong");
    binary(12);
    message('{"result":null,"id":99}');
    message('{"e":"C"}');
    const event = (text: string, type: string, stream?: string) => [
      "event",
      { text, type, stream, subscriptionId: undefined },
    ];
    expect(told).toEqual([
      event('{"e":"A","n":1}', "A"),
      event('{"e":"B"}', "B", "key"),
      ["rejected", { reason: "not JSON", size: 4 }],
      ["rejected", { reason: "binary", size: 12 }],
      event('{"e":"C"}', "C"),
    ]);
  });

  test.each([
    ["an event", '{"e":"A"}'],
    ["an answer", '{"id":7,"result":null}'],
    ["a frame that cannot be read", "pong"],
  ])("count as heard: %s", async (_, text) => {
    let heard = 0;
    const moments: Moments = { sentAt: ({ readAt }) => readAt, noted: (instant) => instant };
    const act = (told: string) => (heard += told === "heard" ? 1 : 0);
    const { clock, wire, message } = opened({ moments }, act);
    await clock.advance(1_000);
    message(text);
    const heardAt = { wall: clock.now(), monotonic: 1_000 };
    await clock.advance(1_001);
    expect(wire.heardAt).toEqual(heardAt);
    expect(heard).toBe(1);
  });

  test("of 10 million characters and of binary are rejected by their size alone", () => {
    const { told, message } = opened();
    message("x".repeat(10_000_000));
    expect(told).toEqual([["rejected", { reason: "too large", size: 10_000_000 }]]);
  });
});

describe("a request", () => {
  test("is answered by the answer with its id, whatever comes between", async () => {
    const { wire, sent, message } = opened();
    const first = wire.request({ method: "SUBSCRIBE", params: ["key"] });
    const second = wire.request({ method: "time" });
    expect(sent()).toEqual([
      { id: 2, method: "SUBSCRIBE", params: ["key"] },
      { id: 3, method: "time" },
    ]);
    message('{"e":"A"}');
    message('{"id":3,"status":200,"result":{"serverTime":1}}');
    message('{"result":null,"id":2}');
    expect(await first).toEqual({ status: 200, result: null, error: undefined });
    expect(await second).toMatchObject({ result: { serverTime: 1 } });
  });

  test("resolves with a refusal too", async () => {
    const { wire, message } = opened();
    const answer = wire.request({ method: "x" });
    message('{"id":2,"status":400,"error":{"code":-2035,"msg":"active"}}');
    expect(await answer).toEqual({
      status: 400,
      result: undefined,
      error: { code: -2035, msg: "active", data: undefined },
    });
  });

  test("that is not answered in time is rejected with TIMEOUT, and the wire lives on", async () => {
    const { clock, wire, message, told } = opened({ timeoutMs: 2_000 });
    await clock.advance(3_000);
    const first = wire.request({ method: "x" }).catch(caught);
    await clock.advance(1_000);
    const second = wire.request({ method: "x" });
    await clock.advance(1_000);
    expect(await first).toMatchObject({ code: "TIMEOUT" });
    message('{"id":2,"result":null}');
    message('{"id":3,"result":null}');
    expect(await second).toMatchObject({ status: 200 });
    expect([wire.isOpen, told]).toEqual([true, []]);
  });

  test("is rejected with NETWORK when the connection ends, and with CLOSED when it is closed", async () => {
    const ending = opened();
    const lost = ending.wire.request({ method: "x" }).catch(caught);
    ending.end(1001);
    expect(await lost).toMatchObject({ code: "NETWORK" });
    const closing = opened();
    const dropped = closing.wire.request({ method: "x" }).catch(caught);
    closing.wire.close();
    expect(await dropped).toMatchObject({ code: "CLOSED" });
    expect(await closing.wire.request({ method: "x" }).catch(caught)).toMatchObject({
      code: "CLOSED",
    });
  });

  test("before the connection is open is rejected, and nothing is sent", async () => {
    const { wire, socket } = setup();
    expect(await wire.request({ method: "x" }).catch(caught)).toMatchObject({ code: "NETWORK" });
    expect(socket().sent).toEqual([]);
  });
});

test("nothing that it tells or shows holds the key in its URL", async () => {
  const { clock, wire, told, end } = opened();
  const answer = wire.request({ method: "SUBSCRIBE", params: ["SECRETKEY"] }).catch(caught);
  await clock.advance(10_000);
  end(1006);
  const everything = [await answer, told, wire];
  expect(inspect(everything, { depth: 9, showHidden: true })).not.toContain("SECRETKEY");
});
