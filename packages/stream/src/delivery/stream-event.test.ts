import { inspect } from "node:util";
import type { AccountEvent, EventFacts } from "@listenkey/core/product";
import { expect, expectTypeOf, test, vi } from "vitest";
import type { OrderPayload, TestPayload } from "./delivery.fixture.ts";
import { StreamEvent, type EventKind } from "./stream-event.ts";

const ORDER = '{"e":"ORDER","E":1568879465651,"o":{"i":8886774,"q":9007199254740993}}';

const kind: EventKind = {
  product: "test",
  account: undefined,
  name: "ORDER",
  isKnown: true,
  ids: ["o.i"],
  timeField: "E",
};

function eventOf(text: string, more: Partial<EventKind> = {}): StreamEvent {
  return new StreamEvent({ ...kind, ...more }, { text, type: "ORDER", receivedAt: 7 }, 3);
}

/** How often JSON is parsed meanwhile. */
function parsesDuring(act: () => void): number {
  const parse = vi.spyOn(JSON, "parse");
  act();
  const { length } = parse.mock.calls;
  parse.mockRestore();
  return length;
}

test("an event tells what the stream knows of it", () => {
  expect(eventOf(ORDER, { account: "main" })).toMatchObject({
    seq: 3,
    product: "test",
    account: "main",
    type: "ORDER",
    time: 1568879465651,
    raw: ORDER,
    receivedAt: 7,
  });
});

test("what does not apply is absent, except the time, which is undefined", () => {
  const event = eventOf('{"e":"ORDER"}');
  expect(["account", "name", "late"].filter((field) => field in event)).toEqual([]);
  expect(event.time).toBeUndefined();
});

test("its data is what the exchange sent, with ids as strings and no digit lost", () => {
  expect(eventOf(ORDER).data).toEqual({
    e: "ORDER",
    E: 1568879465651,
    o: { i: "8886774", q: "9007199254740993" },
  });
});

test("it is parsed when its data is first read, once, and not before", () => {
  let event = eventOf(ORDER);
  expect(parsesDuring(() => (event = eventOf(ORDER)))).toBe(0);
  expect(parsesDuring(() => [event.type, event.time, event.raw])).toBe(0);
  expect(parsesDuring(() => [event.data, event.data, JSON.stringify(event)])).toBe(1);
  expect(event.data).toBe(event.data);
});

test("one that the product does not know has its name, and its data", () => {
  const event = eventOf('{"e":"NEWS","i":1}', { name: "NEWS", isKnown: false, ids: [] });
  expect(event).toMatchObject({ type: "unknown", name: "NEWS", data: { e: "NEWS", i: 1 } });
});

test("as JSON it is everything but the raw text", () => {
  const event = eventOf(ORDER, { account: "main" });
  event.late = true;
  expect(JSON.parse(JSON.stringify([event]))).toEqual([
    {
      seq: 3,
      product: "test",
      account: "main",
      type: "ORDER",
      time: 1568879465651,
      receivedAt: 7,
      late: true,
      data: { e: "ORDER", E: 1568879465651, o: { i: "8886774", q: "9007199254740993" } },
    },
  ]);
});

test("the console shows its data, and not the raw text again", () => {
  const shown = inspect(eventOf(ORDER));
  expect(shown).toContain("i: '8886774'");
  expect(shown).not.toContain("raw");
  expect(shown).not.toContain("Symbol");
  expect(inspect({ list: [eventOf(ORDER)] })).toContain("seq: 3");
});

test("data can be read although somebody has frozen the event, or put a proxy around it", () => {
  const wrapped = new Proxy(eventOf(ORDER), {});
  expect(Object.freeze(eventOf(ORDER)).data).toMatchObject({ o: { i: "8886774" } });
  expect(wrapped.data).toMatchObject({ o: { i: "8886774" } });
  expect(wrapped.data).toBe(wrapped.data);
});

test("data that cannot be parsed after all is the name alone; reading it never throws", () => {
  const event = eventOf(ORDER.slice(0, -1));
  expect(event.data).toEqual({ e: "ORDER" });
  expect(JSON.stringify(event)).toContain('"data":{"e":"ORDER"}');
});

test("it is what the seam calls an event: its type tells what its data is", () => {
  const event = eventOf(ORDER) as unknown as AccountEvent<TestPayload>;
  const data = event.type === "ORDER" ? event.data : undefined;
  expectTypeOf(data).toEqualTypeOf<OrderPayload | undefined>();
  expectTypeOf<StreamEvent>().toExtend<EventFacts>();
  expect(data?.o.i).toBe("8886774");
});
