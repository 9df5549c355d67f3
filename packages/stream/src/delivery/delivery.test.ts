import { ListenKeyError } from "@listenkey/core";
import { Listeners } from "@listenkey/core/listeners";
import { expect, test } from "vitest";
import type { StreamItem } from "../gap.ts";
import { AHEAD, frame, OUTAGE, setScene, type TestPayload } from "./delivery.fixture.ts";

/** Listeners as a stream has them, and what they throw. */
function setListeners() {
  const errors: unknown[] = [];
  const listeners = new Listeners<{ event: [item: StreamItem<TestPayload>] }>((error) =>
    errors.push(error),
  );
  return { listeners, errors };
}

test("items are numbered from 1 without a hole, gaps included", () => {
  const { delivery, heard, order } = setScene();
  order();
  delivery.gap(OUTAGE);
  order();
  expect(heard.map(({ seq, type }) => [seq, type])).toEqual([
    [1, "ORDER"],
    [2, "gap"],
    [3, "ORDER"],
  ]);
});

test("a gap says what lies where, and after which item", () => {
  const { delivery, heard, order } = setScene();
  delivery.gap(OUTAGE);
  order();
  delivery.gap({ from: 10, to: 20, cause: "credential" });
  expect(heard[0]).toEqual({ type: "gap", seq: 1, afterSeq: 0, product: "test", ...OUTAGE });
  expect(heard[2]).toMatchObject({ seq: 3, afterSeq: 2, from: 10, to: 20, cause: "credential" });
});

test("the account's label stands on every item", () => {
  const { delivery, heard, order } = setScene({ account: "main" });
  order();
  delivery.gap(OUTAGE);
  delivery.deliver(frame('{"e":"NEWS"}', "NEWS"), false);
  expect(heard.map(({ account, product }) => [account, product])).toEqual([
    ["main", "test"],
    ["main", "test"],
    ["main", "test"],
  ]);
});

test("an event has the product's ids as strings, and says whether it is late", () => {
  const { delivery, heard } = setScene();
  delivery.deliver(frame('{"e":"ORDER","o":{"i":7}}'), false);
  delivery.deliver(frame('{"e":"BALANCE","o":{"i":7}}', "BALANCE"), true);
  expect(heard).toMatchObject([
    { data: { o: { i: "7" } } },
    { data: { o: { i: 7 } }, late: true, receivedAt: 1_700_000_000_000 },
  ]);
  expect(heard[0]).not.toHaveProperty("late");
});

test("an event that the product does not know, or without a name, is delivered in its place", () => {
  const { delivery, heard, order } = setScene();
  order();
  delivery.deliver(frame('{"e":"NEWS","x":1}', "NEWS"), false);
  delivery.deliver(frame('{"x":2}', ""), false);
  expect(heard).toMatchObject([
    { seq: 1, type: "ORDER" },
    { seq: 2, type: "unknown", name: "NEWS", data: { e: "NEWS", x: 1 } },
    { seq: 3, type: "unknown", name: "", data: { x: 2 } },
  ]);
});

test("what the filter leaves out has no number; gaps come always", () => {
  const { delivery, heard, order } = setScene({ filter: new Set(["BALANCE"]) });
  order();
  delivery.deliver(frame('{"e":"BALANCE"}', "BALANCE"), false);
  delivery.deliver(frame('{"e":"NEWS"}', "NEWS"), false);
  delivery.gap(OUTAGE);
  expect(heard.map(({ seq, type }) => [seq, type])).toEqual([
    [1, "BALANCE"],
    [2, "gap"],
  ]);
});

test("it counts what it delivers", () => {
  const { delivery, order } = setScene({ buffer: { events: 1, bytes: 1_000 } });
  expect(delivery.counts).toEqual({ events: 0, late: 0, gaps: 0 });
  delivery.iterate();
  order();
  delivery.deliver(frame('{"e":"BALANCE"}', "BALANCE"), true);
  delivery.gap(OUTAGE);
  expect(delivery.counts).toEqual({ events: 2, late: 1, gaps: 1 });
  delivery.iterate();
  expect(delivery.counts.gaps).toBe(2);
});

test("the lag is what the last event took, by the exchange's clock", () => {
  const { delivery, order } = setScene();
  expect(delivery.lagMs).toBeUndefined();
  order(frame("").receivedAt + AHEAD.estimate - 40);
  expect(delivery.lagMs).toBe(40);
  order();
  expect(delivery.lagMs).toBeUndefined();
});

test("a listener that throws or rejects is reported, and hurts neither the others nor iterators", async () => {
  const { listeners, errors } = setListeners();
  const { delivery, order } = setScene({ listeners });
  const heard: number[] = [];
  listeners.on("event", () => {
    throw new Error("thrown");
  });
  listeners.on("event", () => Promise.reject(new Error("rejected")));
  listeners.on("event", ({ seq }) => heard.push(seq));
  const iterator = delivery.iterate();
  order();
  order();
  expect(heard).toEqual([1, 2]);
  expect((await iterator.next()).value).toMatchObject({ seq: 1 });
  expect(errors.map(String)).toEqual([
    "Error: thrown",
    "Error: thrown",
    "Error: rejected",
    "Error: rejected",
  ]);
});

test("an item that a listener causes is heard by everybody after the one it was caused by", () => {
  const { listeners } = setListeners();
  const { delivery, order } = setScene({ listeners });
  const heard: string[] = [];
  listeners.on("event", ({ seq, type }) => {
    if (type === "ORDER") delivery.gap(OUTAGE);
    heard.push(`first ${seq}`);
  });
  listeners.on("event", ({ seq }) => heard.push(`second ${seq}`));
  order();
  expect(heard).toEqual(["first 1", "second 1", "first 2", "second 2"]);
});

test("a listener may end everything: no later item is heard", () => {
  const { listeners } = setListeners();
  const { delivery, order } = setScene({ listeners });
  const heard: number[] = [];
  listeners.on("event", ({ seq }) => {
    heard.push(seq);
    delivery.gap(OUTAGE);
    if (seq === 2) delivery.end();
  });
  order();
  order();
  expect(heard).toEqual([1, 2]);
});

test.each([
  ["ended", "end"],
  ["failed", "fail"],
] as const)("once it has %s nothing is delivered", (_, how) => {
  const { delivery, heard, order } = setScene();
  order();
  delivery[how](new ListenKeyError("RETIRED", "words"));
  order();
  delivery.gap(OUTAGE);
  expect(heard.length).toBe(1);
  expect(delivery.counts).toEqual({ events: 1, late: 0, gaps: 0 });
});
