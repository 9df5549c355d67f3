import type { AccountChange, AccountEvent } from "@listenkey/core";
import pc from "picocolors";
import { expect, test } from "vitest";
import { linesOf } from "./event-lines.ts";
import { isAbout } from "./symbols.ts";

const colors = pc.createColors(false);
const at = Date.UTC(2026, 10, 22, 14, 5, 10, 123);
const facts = { product: "umfutures", seq: 7, time: at };

function event(data: object = {}): AccountEvent {
  const around = { ...facts, raw: "", receivedAt: at + 5_000 };
  const payload = { E: at, ...data };
  return { ...around, type: "X", data: { e: "X", ...payload } };
}

function told(...changes: readonly AccountChange[]): readonly string[] {
  return linesOf(event(), { colors, toChanges: () => changes });
}

const order: AccountChange = {
  ...facts,
  kind: "order",
  symbol: "BTCUSDT",
  orderId: "77",
  clientOrderId: "c",
  isConditional: false,
  side: "BUY",
  orderType: "LIMIT",
  price: "50000.0100",
  quantity: "0.5000",
  filledQuantity: "0.000",
  status: "NEW",
};

test("each change is a line of its own, with time and type", () => {
  const fill: AccountChange = {
    ...facts,
    kind: "fill",
    symbol: "BTCUSDT",
    orderId: "77",
    clientOrderId: "c",
    tradeId: "9",
    side: "BUY",
    price: "50000",
    quantity: "100",
    commission: "-0.10",
    commissionAsset: "USDT",
    realizedProfit: "3",
  };
  expect(told(order, { ...order, orderType: "MARKET", price: "0" }, fill)).toEqual([
    "14:05:10.123  X  order BTCUSDT BUY 0.5 LIMIT at 50000.01  NEW  filled 0  #77",
    "14:05:10.123  X  order BTCUSDT BUY 0.5 MARKET  NEW  filled 0  #77",
    "14:05:10.123  X  fill BTCUSDT BUY 100 at 50000  fee -0.1 USDT  profit 3  #77  trade 9",
  ]);
});

test("balances, positions and margin calls tell what the event told", () => {
  expect(
    told(
      { ...facts, kind: "balance", asset: "BNB", delta: "-1.50", reason: "FUNDING_FEE" },
      { ...facts, kind: "position", symbol: "ETHUSDT", side: "LONG", quantity: "-2.0" },
      { ...facts, kind: "marginCall", level: "1.10", status: "MARGIN_CALL" },
    ),
  ).toEqual([
    "14:05:10.123  X  balance BNB  by -1.5  FUNDING_FEE",
    "14:05:10.123  X  position ETHUSDT LONG -2",
    "14:05:10.123  X  margin call account  MARGIN_CALL  level 1.1",
  ]);
});

test("what changes nothing that is known is told as it came", () => {
  const style = { colors, toChanges: () => [] };
  expect(linesOf(event({ ac: { s: "BTCUSDT", l: 25 } }), style)).toEqual([
    '14:05:10.123  X  {"ac":{"s":"BTCUSDT","l":25}}',
  ]);
  const unknown: AccountEvent = {
    ...facts,
    raw: "",
    receivedAt: at,
    type: "unknown",
    name: "new",
    data: 1,
  };
  expect(linesOf({ ...unknown, time: undefined, late: true }, style)).toEqual([
    "14:05:10.123  unknown new  1  late",
  ]);
});

test("a gap says from when to when, why, and what to do", () => {
  const gap = {
    type: "gap",
    seq: 8,
    afterSeq: 7,
    product: "umfutures",
    cause: "connection",
  } as const;
  expect(linesOf({ ...gap, from: at - 60_000, to: at }, { colors, toChanges: () => [] })).toEqual([
    "14:05:10.123  gap  events may be missing from 14:04:10.123 to 14:05:10.123 (connection); ask REST",
  ]);
});

test("of an event about several symbols, the chosen ones are told", () => {
  const changes = [order, { ...order, symbol: "ETHUSDT" }];
  const symbols = new Set(["ETHUSDT"]);
  const lines = linesOf(event(), { colors, toChanges: () => changes, symbols });
  expect(lines).toEqual([expect.stringContaining("order ETHUSDT")]);
});

test("an event is about the symbols of its changes, and those it names itself", () => {
  const symbols = new Set(["BTCUSDT"]);
  expect(isAbout(event(), [order], symbols)).toBe(true);
  expect(isAbout(event({ s: "BTCUSDT" }), [], symbols)).toBe(true);
  expect(isAbout(event({ ac: { s: "BTCUSDT" } }), [], symbols)).toBe(true);
  expect(isAbout(event({ s: "ETHUSDT", o: null, x: "BTCUSDT" }), [], symbols)).toBe(false);
});
