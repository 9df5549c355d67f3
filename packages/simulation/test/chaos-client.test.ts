import type { StreamItem } from "@listenkey/stream";
import { virtualClock } from "@listenkey/core/testing";
import { createExchange } from "@listenkey/simulator";
import { expect, test } from "vitest";
import { notedItem } from "../src/chaos/client/noted-item.ts";
import { secretsIn } from "../src/chaos/client/secrets-in.ts";
import { namedExchange } from "../src/chaos/exchange/named-exchange.ts";

function event(data: unknown, more: object = {}): StreamItem {
  const facts = { seq: 3, product: "p", time: 5, receivedAt: 6, raw: '{"e":"X"}' };
  return { type: "X", ...facts, data, ...more } as unknown as StreamItem;
}

test("of an event its text is noted, and not what was parsed", () => {
  expect(notedItem(event({ e: "X", a: 1 }))).toEqual({
    type: "X",
    seq: 3,
    time: 5,
    receivedAt: 6,
    raw: '{"e":"X"}',
  });
});

test("that an event is late is noted", () => {
  expect(notedItem(event({}, { late: true }))).toMatchObject({ late: true });
});

const TRADE = { x: "TRADE", t: "1", i: "2", z: "0.5" };

test.each([
  ["futures", { e: "ORDER_TRADE_UPDATE", o: { ...TRADE, q: "1" } }],
  ["spot", { e: "executionReport", o: "LIMIT", ...TRADE, q: "1" }],
])("the trade of an event of %s is noted as the program read it", (_, data) => {
  expect(notedItem(event(data)).data).toEqual(TRADE);
});

test("an order that was not filled is no trade", () => {
  expect(notedItem(event({ o: { ...TRADE, x: "NEW" } }))).not.toHaveProperty("data");
});

test("a gap is noted whole", () => {
  const gap = { type: "gap", seq: 4, afterSeq: 3, from: 1, to: 2, cause: "connection" } as const;
  expect(notedItem({ ...gap, product: "p" })).toEqual(gap);
});

test("keys, tokens and signatures are found in what is sent and answered", () => {
  const key = "k".repeat(64);
  expect(secretsIn(`{"listenKey":"${key}"}`)).toEqual([key]);
  expect(secretsIn(`{"params":{"signature":"${key}","listenToken":"${key}t"}}`)).toEqual([
    key,
    `${key}t`,
  ]);
  expect(secretsIn(`https://h/p?a=1&signature=${key}&b=2`)).toEqual([key]);
  expect(secretsIn(`{"listenKey":"short"}`)).toEqual([]);
});

test("whoever comes in by a server has a name and an address in the log", async () => {
  const exchange = createExchange({ clock: virtualClock() });
  const [apiKey = ""] = exchange.createAccount({ id: "alice" }).apiKeys;
  const named = namedExchange(exchange, { client: "usdm-1", ip: "192.0.2.1" });
  const host = named.gate.hostNamed("fapi.binance.com");
  const call = { method: "POST", path: "/fapi/v1/listenKey", query: "", body: "" };
  await named.gate.request({
    ...call,
    host: host as NonNullable<typeof host>,
    headers: { "x-mbx-apikey": apiKey },
    ip: "127.0.0.1",
    client: "http",
  });
  expect(exchange.log.of("request")).toMatchObject([
    { client: "usdm-1", ip: "192.0.2.1", status: 200 },
  ]);
  expect(named.accounts).toEqual(exchange.accounts);
});
