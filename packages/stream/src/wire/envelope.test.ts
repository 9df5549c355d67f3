import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFrame } from "./envelope.ts";

const UPDATE = '{"e":"ACCOUNT_UPDATE","E":1564745798939,"a":{"m":"ORDER","B":[{"a":"}{"}],"P":[]}}';

const readAt = { wall: 1_564_745_799_000, monotonic: 5 };

function read(text: string) {
  return readFrame(text, readAt);
}

function event(text: string, envelope: { stream?: string; subscriptionId?: number } = {}) {
  const { stream, subscriptionId } = envelope;
  const type = "ACCOUNT_UPDATE";
  return { kind: "event", event: { text, type, stream, subscriptionId, readAt } };
}

function answer(id: unknown, told: { status?: number; result?: unknown; error?: unknown }) {
  const { status = 200, result, error } = told;
  return { kind: "answer", id, answer: { status, result, error } };
}

describe("an event", () => {
  test("may come bare", () => {
    expect(read(UPDATE)).toEqual(event(UPDATE));
  });

  test("may come in the envelope of a combined stream", () => {
    expect(read(`{"stream":"key@X","data":${UPDATE}}`)).toEqual(event(UPDATE, { stream: "key@X" }));
  });

  test("may come in the envelope of the WebSocket API", () => {
    expect(read(`{"subscriptionId":17,"event":${UPDATE}}`)).toEqual(
      event(UPDATE, { subscriptionId: 17 }),
    );
  });

  test("of a whole connection has no subscription", () => {
    const text = '{"e":"serverShutdown","E":1770123456789}';
    expect(read(`{"event":${text}}`)).toMatchObject({
      event: { text, type: "serverShutdown", subscriptionId: undefined },
    });
    expect(read(`{"stream":"!serverShutdown","data":${text}}`)).toMatchObject({
      event: { text, type: "serverShutdown", stream: "!serverShutdown" },
    });
  });

  test.each([
    ["in another order", `{"data":${UPDATE},"stream":"key"}`, { stream: "key" }],
    ["with more behind it", `{"stream":"key","data":${UPDATE},"more":{}}`, { stream: "key" }],
    ["with white space", ` { "stream" : "key",\n"data" : ${UPDATE} }\n`, { stream: "key" }],
    ["with escapes", String.raw`{"stream":"\u006bey","data":${UPDATE}}`, { stream: "key" }],
    ["of another version", `{"v":1,"subscriptionId":0,"event":${UPDATE}}`, { subscriptionId: 0 }],
    ["without a number", `{"subscriptionId":null,"event":${UPDATE}}`, {}],
    ["bare, with white space around", `\r\n\t${UPDATE} `, {}],
  ])("is the text exactly as it arrived, in an envelope %s", (_, frame, envelope) => {
    expect(read(frame)).toEqual(event(UPDATE, envelope));
  });

  test("keeps every byte, whatever is in it", () => {
    const spaced = String.raw`{ "e":"ACCOUNT_UPDATE", "n":9007199254740993, "d":1.10, "s":"\u00e9\"}" }`;
    expect(read(`{"stream":"key","data":${spaced}}`)).toEqual(event(spaced, { stream: "key" }));
  });

  test("may be without a name inside an envelope", () => {
    expect(read('{"stream":"key","data":{"x":1}}')).toMatchObject({
      event: { text: '{"x":1}', type: "" },
    });
  });

  test("that mentions an envelope in its strings is not in one", () => {
    const text = String.raw`{"e":"ACCOUNT_UPDATE","stream":"\",\"data\":{","data":{"e":"X"}}`;
    expect(read(text)).toEqual(event(text));
  });
});

describe("an answer", () => {
  test.each([
    ['{"result":null,"id":2}', answer(2, { result: null })],
    ['{"id":3,"result":["key"]}', answer(3, { result: ["key"] })],
    [
      '{"code":2,"msg":"Invalid request","id":4}',
      answer(4, { status: 400, error: { code: 2, msg: "Invalid request" } }),
    ],
    [
      '{"error":{"code":3,"msg":"Invalid JSON"},"id":5}',
      answer(5, { status: 400, error: { code: 3, msg: "Invalid JSON" } }),
    ],
    [
      '{"id":6,"status":200,"result":{"subscriptionId":0},"rateLimits":[]}',
      answer(6, { result: { subscriptionId: 0 } }),
    ],
    [
      '{"id":7,"status":418,"error":{"code":-1003,"msg":"banned","data":{"retryAfter":1}}}',
      answer(7, { status: 418, error: { code: -1003, msg: "banned", data: { retryAfter: 1 } } }),
    ],
    [
      '{"id":null,"status":401,"error":{"code":-2015}}',
      answer(null, { status: 401, error: { code: -2015, msg: "" } }),
    ],
    ['{"id":8,"status":200}', answer(8, {})],
  ])("is read in each dialect: %s", (frame, expected) => {
    expect(read(frame)).toEqual(expected);
  });
});

describe("a frame is rejected", () => {
  test.each([
    ["", "not JSON"],
    ["pong", "not JSON"],
    [UPDATE.slice(0, -1), "not JSON"],
    [`{"stream":"key","data":${UPDATE}`, "not JSON"],
    [`{"stream":"key","data":{"e":"X",}}`, "not JSON"],
    ["[1]", "not an object"],
    ["null", "not an object"],
    ['"{}"', "not an object"],
    ["{}", "no event"],
    ['{"e":1}', "no event"],
    ['{"stream":"key"}', "no event"],
    ['{"stream":"key","data":[]}', "no event"],
    ['{"event":"x"}', "no event"],
    ['{"id":1}', "no event"],
    [`{"e":"X","deep":${"[".repeat(5_000)}${"]".repeat(5_000)}}`, "no event"],
  ])("that is %.40s", (frame, reason) => {
    expect(read(frame)).toEqual({ kind: "rejected", reason });
  });

  test("that is larger than any event comes near to, without being read", () => {
    const long = (length: number) => `{"e":"ACCOUNT_UPDATE","x":"${"x".repeat(length)}"}`;
    expect(read(long(8 * 2 ** 20))).toEqual({ kind: "rejected", reason: "too large" });
    expect(read(long(1_000_000))).toMatchObject({ kind: "event" });
  });
});

test("whatever arrives is read as parsing it would have read it", () => {
  const object = fc.dictionary(
    fc.constantFrom("e", "E", "stream", "data", "event"),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const frame = fc.record(
    { stream: fc.string(), subscriptionId: fc.nat(), data: object, event: object, e: fc.string() },
    { requiredKeys: [] },
  );
  const spelling = fc.constantFrom(undefined, 1);
  fc.assert(
    fc.property(frame, spelling, (fields, indent) => {
      const reading = read(JSON.stringify(fields, undefined, indent));
      const { e, stream, data, subscriptionId, event: inner } = fields;
      if (e !== undefined) return expectInner(reading, fields, {});
      if (stream !== undefined && data !== undefined) return expectInner(reading, data, { stream });
      if (inner !== undefined) {
        return expectInner(reading, inner, subscriptionId === undefined ? {} : { subscriptionId });
      }
      expect(reading).toEqual({ kind: "rejected", reason: "no event" });
    }),
    { numRuns: 500 },
  );
});

function expectInner(
  reading: ReturnType<typeof readFrame>,
  inner: object,
  envelope: { stream?: string; subscriptionId?: number },
): void {
  if (reading.kind !== "event") throw new Error(`read as ${reading.kind}`);
  const { text, type, stream, subscriptionId } = reading.event;
  const { e } = inner as { e?: unknown };
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(inner)));
  expect({ type, stream, subscriptionId }).toEqual({
    type: typeof e === "string" ? e : "",
    stream: envelope.stream,
    subscriptionId: envelope.subscriptionId,
  });
}

test("what is no frame at all is rejected and never thrown", () => {
  const broken = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(...Array.from('{}[]":,\\ edstream01')) }),
    fc.nat(UPDATE.length).map((cut) => UPDATE.slice(0, cut)),
  );
  fc.assert(
    fc.property(broken, (text) => {
      expect(["event", "answer", "rejected"]).toContain(read(text).kind);
    }),
    { numRuns: 2_000 },
  );
});
