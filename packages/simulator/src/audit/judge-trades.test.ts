import { expect, test } from "vitest";
import { HandMadeDay, kindsOf } from "./audit.fixture.ts";

function fill(at: number, { trade = at, filled = `${at}`, order = 9 } = {}): string {
  const fields = `"x":"TRADE","i":${order},"z":"${filled}","t":${trade}`;
  return `{"e":"ORDER_TRADE_UPDATE","E":${at},"o":{${fields}}}`;
}

/** A fill as a program reads it. */
function read(id: string, filled: string): object {
  return { o: { x: "TRADE", i: "9", z: filled, t: id } };
}

test("trades are counted on both sides, whatever else is told of them", () => {
  const day = new HandMadeDay().passes(1, fill(1)).passes(2, fill(2));
  day.passes(3, `{"e":"TRADE_LITE","E":3,"t":2}`);
  day.passes(4, `{"e":"ORDER_TRADE_UPDATE","E":4,"o":{"x":"NEW","i":10,"z":"0","t":0}}`);
  expect(day.audit()).toMatchObject({ trades: { due: 2, delivered: 2 }, findings: [] });
});

test("spot tells of trades in its own event", () => {
  const text = `{"e":"executionReport","E":1,"x":"TRADE","i":1,"z":"0.5","t":77,"o":"LIMIT"}`;
  expect(new HandMadeDay().passes(1, text).audit().trades).toEqual({ due: 1, delivered: 1 });
  const day = new HandMadeDay();
  const data = { x: "TRADE", i: "1", z: "0.5", t: "77", o: "LIMIT" };
  day.given(day.produces(1, text), { data });
  expect(day.audit()).toMatchObject({ trades: { due: 1, delivered: 1 }, findings: [] });
});

test("an id beyond 2^53 that the program reads rounded is another trade", () => {
  const day = new HandMadeDay();
  const id = 2n ** 60n + 1n;
  const text = fill(1).replace('"t":1', `"t":${id}`);
  day.given(day.produces(1, text), { data: read(String(Number(id)), "1") });
  expect(kindsOf(day.audit())).toEqual(["tradeMissing", "tradeTwice"]);
  const exact = new HandMadeDay();
  exact.given(exact.produces(1, text), { data: read(String(id), "1") });
  expect(exact.audit().findings).toEqual([]);
});

test("a trade in a gap is not due, and may be told nevertheless", () => {
  const day = new HandMadeDay().passes(1, fill(1)).closes(1, 10).closes(2, 10).socket(3, 20);
  day.produces(15, fill(15));
  day.gap(10, 20).passes(30, fill(30));
  expect(day.audit()).toMatchObject({ trades: { due: 2 }, findings: [] });
});

test("a cumulative quantity that falls is found, unless the event says that it is late", () => {
  const fell = new HandMadeDay().passes(1, fill(1, { filled: "10.5" }));
  expect(kindsOf(fell.passes(2, fill(2, { filled: "9.75" })).audit())).toEqual(["quantityFell"]);
  const late = new HandMadeDay();
  const [one, two] = [late.produces(1, fill(1)), late.produces(2, fill(2))];
  expect(late.given(two).given(one, { late: true }).audit().findings).toEqual([]);
  const others = new HandMadeDay().passes(1, fill(1, { filled: "5", order: 1 }));
  expect(others.passes(2, fill(2, { filled: "1", order: 2 })).audit().findings).toEqual([]);
});
