import type { AccountEvent, EventPayload } from "@listenkey/core/product";
import { describe, expect, test } from "vitest";
import type { Example } from "./events/example.fixture.ts";
import {
  accountPosition,
  borrowed,
  examples,
  listPlaced,
  marginCall,
  transfer,
} from "./events/examples.fixture.ts";
import * as reports from "./events/execution-report.fixture.ts";
import { type MarginRiskEvent, type MarginTradeEvent, toChanges } from "./index.ts";

const facts = { product: "margin-cross", account: "main", seq: 7 };

/** An event with a payload, which may be as broken as a test wants. */
function eventOf<Payload extends EventPayload>(
  data: Payload,
): AccountEvent<MarginTradeEvent | MarginRiskEvent> {
  const around = { ...facts, time: 1_700_000_000_000, raw: "", receivedAt: 0 };
  return { ...around, type: data.e, data } as AccountEvent<MarginTradeEvent | MarginRiskEvent>;
}

function changesOf({ data }: Example): ReturnType<typeof toChanges> {
  return toChanges(eventOf(data));
}

describe("an execution report", () => {
  const order = {
    ...facts,
    kind: "order",
    time: 1499405658657,
    symbol: "ETHBTC",
    orderId: "4293153",
    clientOrderId: "mUvoqJxFIILMdfAW5iGSOW",
    isConditional: false,
    side: "BUY",
    orderType: "LIMIT",
    timeInForce: "GTC",
    price: "0.10264410",
    quantity: "1.00000000",
    filledQuantity: "0.00000000",
    status: "NEW",
    execution: "NEW",
  };

  test("of an order tells its state", () => {
    expect(changesOf(reports.newOrder)).toStrictEqual([order]);
  });

  test("of a trade tells the fill too, with ids that have lost no digit", () => {
    const orderId = "9007199254740993";
    expect(changesOf(reports.trade)).toStrictEqual([
      {
        ...order,
        orderId,
        filledQuantity: "0.40000000",
        status: "PARTIALLY_FILLED",
        execution: "TRADE",
      },
      {
        ...facts,
        kind: "fill",
        time: 1499405658657,
        symbol: "ETHBTC",
        orderId,
        clientOrderId: "mUvoqJxFIILMdfAW5iGSOW",
        tradeId: "9007199254740995",
        side: "BUY",
        price: "0.10264000",
        quantity: "0.40000000",
        isMaker: true,
        commission: "0.00040000",
        commissionAsset: "ETH",
      },
    ]);
  });

  test("of an allocation tells a fill under the allocation's id", () => {
    expect(changesOf(reports.allocation)).toMatchObject([
      { kind: "order" },
      { kind: "fill", tradeId: "1234", quantity: "1.00000000" },
    ]);
  });

  test("of a cancel tells the order by its own client id, not by that of the request", () => {
    expect(changesOf(reports.cancelled)).toStrictEqual([
      { ...order, status: "CANCELED", execution: "CANCELED" },
    ]);
  });

  test("of an amendment tells the client id that the order has from there on", () => {
    expect(changesOf(reports.amended)).toStrictEqual([
      { ...order, clientOrderId: "amended-7", quantity: "0.50000000", execution: "REPLACED" },
    ]);
  });

  test("of a cancel after an allocation tells no fill again", () => {
    const data = { ...reports.cancelled.data, a: "1234" };
    expect(toChanges(eventOf(data))).toMatchObject([{ kind: "order", status: "CANCELED" }]);
  });

  test("of a prevented trade tells no fill", () => {
    expect(changesOf(reports.prevented)).toStrictEqual([
      { ...order, status: "EXPIRED_IN_MATCH", execution: "TRADE_PREVENTION" },
    ]);
  });

  test("of a fill without commission names no asset of it", () => {
    const [, fill] = toChanges(eventOf({ ...reports.trade.data, n: "0", N: null }));
    expect(fill).toMatchObject({ kind: "fill", commission: "0" });
    expect(fill).not.toHaveProperty("commissionAsset");
  });
});

test("an account position tells each asset's balance, as of the account's last update", () => {
  const B = [...accountPosition.data.B, { a: "BTC", f: "1.5", l: "0.5" }];
  const balance = { ...facts, kind: "balance", time: 1564034571073 };
  expect(toChanges(eventOf({ ...accountPosition.data, B }))).toStrictEqual([
    { ...balance, asset: "ETH", free: "10000.000000", locked: "0.000000" },
    { ...balance, asset: "BTC", free: "1.5", locked: "0.5" },
  ]);
});

test("a transfer tells by how much a balance changed", () => {
  expect(changesOf(transfer)).toStrictEqual([
    { ...facts, kind: "balance", time: 1573200697068, asset: "BTC", delta: "100.00000000" },
  ]);
});

test("a margin call tells level and status", () => {
  expect(changesOf(marginCall)).toStrictEqual([
    { ...facts, kind: "marginCall", time: 1_700_000_000_000, level: "1.1", status: "MARGIN_CALL" },
  ]);
});

test.each(["PRE_LIQUIDATION", "FORCE_LIQUIDATION", "SOMETHING_NEW", undefined])(
  "a margin level that is %s is a margin call too",
  (s) => {
    expect(toChanges(eventOf({ ...marginCall.data, s }))).toMatchObject([{ kind: "marginCall" }]);
  },
);

test.each(["NORMAL", "EXCESSIVE"])("a margin level that is %s is no margin call", (s) => {
  expect(toChanges(eventOf({ ...marginCall.data, s }))).toEqual([]);
});

test("a liability, an order list and an unknown event change nothing", () => {
  expect([borrowed, listPlaced].flatMap(changesOf)).toEqual([]);
  expect(toChanges({ ...eventOf({ e: "x" }), type: "unknown", name: "x", data: 1 })).toEqual([]);
});

test("times in microseconds become milliseconds", () => {
  const changes = toChanges(eventOf({ ...transfer.data, T: 1_573_200_697_068_250 }));
  expect(changes).toMatchObject([{ time: 1_573_200_697_068.25 }]);
});

test("without a time of its own a change has that of the event", () => {
  const { T: _, ...timeless } = transfer.data;
  expect(toChanges(eventOf(timeless))).toMatchObject([{ time: 1_700_000_000_000 }]);
});

test.each(Object.values(examples).flat())("$data.e may lack any field: $text", ({ data }) => {
  for (const [field] of Object.entries(data)) {
    for (const broken of [undefined, null, {}, [null]].map((value) => ({
      ...data,
      [field]: value,
    }))) {
      expect(() => toChanges(eventOf({ ...broken, e: data.e }))).not.toThrow();
    }
  }
});

describe.each([reports.trade, accountPosition, transfer])("$data.e", ({ data: { e } }) => {
  test.each([undefined, null, "x", []])("changes nothing if its payload is %j", (data) => {
    expect(toChanges({ ...eventOf({ e }), data } as never)).toEqual([]);
  });
});
