import type { AccountEvent } from "@listenkey/core/product";
import { describe, expect, test } from "vitest";
import { documented } from "./events/documented.fixture.ts";
import { madeUp } from "./events/made-up.fixture.ts";
import { toChanges, type UmfuturesEvent } from "./index.ts";

/** An event as a stream delivers it. */
function delivered(data: UmfuturesEvent): AccountEvent<UmfuturesEvent> {
  const facts = { seq: 7, product: "umfutures", account: "main", time: data.E, raw: "" };
  return { ...facts, receivedAt: 0, type: data.e, data } as AccountEvent<UmfuturesEvent>;
}

/** What every change of an event tells. */
const facts = (time: number) => ({ product: "umfutures", account: "main", seq: 7, time });

/** The kinds of change that an event makes. */
const kindsOf = (data: UmfuturesEvent) => toChanges(delivered(data)).map(({ kind }) => kind);

describe("ORDER_TRADE_UPDATE", () => {
  test("is a change of the order, at the transaction time", () => {
    expect(toChanges(delivered(documented.orderTradeUpdate.payload))).toStrictEqual([
      {
        ...facts(1568879465650),
        kind: "order",
        symbol: "BTCUSDT",
        orderId: "8886774",
        clientOrderId: "TEST",
        isConditional: false,
        side: "SELL",
        orderType: "TRAILING_STOP_MARKET",
        timeInForce: "GTC",
        price: "0",
        quantity: "0.001",
        filledQuantity: "0",
        averagePrice: "0",
        status: "NEW",
        execution: "NEW",
      },
    ]);
  });

  test("is a fill too where there was a trade", () => {
    const [, fill] = toChanges(delivered(madeUp.secondFill.payload));
    expect(fill).toStrictEqual({
      ...facts(1762855900200),
      kind: "fill",
      symbol: "ETHUSDT",
      orderId: "8389765912345678901",
      clientOrderId: "grid-7",
      tradeId: "5566779",
      side: "BUY",
      price: "2000.20",
      quantity: "0.200",
      isMaker: true,
      commission: "0.08000800",
      commissionAsset: "USDT",
      realizedProfit: "1.25",
    });
  });

  test("is a fill where a liquidation traded", () => {
    expect(kindsOf(madeUp.liquidated.payload)).toEqual(["order", "fill"]);
  });

  test("is no fill where nothing was traded", () => {
    expect(kindsOf(madeUp.orderPlaced.payload)).toEqual(["order"]);
    expect(kindsOf(madeUp.orderAmended.payload)).toEqual(["order"]);
    const { payload } = madeUp.liquidated;
    expect(kindsOf({ ...payload, o: { ...payload.o, t: "0" } })).toEqual(["order"]);
    expect(kindsOf({ ...payload, o: { ...payload.o, l: "0.000" } })).toEqual(["order"]);
  });

  test("makes fills that add up to what the order says is filled", () => {
    const life = [madeUp.orderPlaced, madeUp.orderAmended, madeUp.firstFill, madeUp.secondFill];
    const changes = life.flatMap(({ payload }) => toChanges(delivered(payload)));
    const filled = changes.flatMap((change) => (change.kind === "fill" ? change.quantity : []));
    const orders = changes.flatMap((change) => (change.kind === "order" ? change : []));
    expect(filled).toEqual(["0.100", "0.200"]);
    expect(orders.at(-1)).toMatchObject({ status: "FILLED", filledQuantity: "0.300" });
  });
});

test("TRADE_LITE makes none, because ORDER_TRADE_UPDATE brings the same fill", () => {
  expect(kindsOf(documented.tradeLite.payload)).toEqual([]);
});

describe("ALGO_UPDATE", () => {
  test("is a change of the conditional order", () => {
    expect(toChanges(delivered(documented.algoUpdate.payload))).toStrictEqual([
      {
        ...facts(1750515742297),
        kind: "order",
        symbol: "BNBUSDT",
        orderId: "2148719",
        clientOrderId: "Q5xaq5EGKgXXa0fD7fs0Ip",
        isConditional: true,
        side: "SELL",
        orderType: "TAKE_PROFIT",
        timeInForce: "GTC",
        price: "750",
        quantity: "0.01",
        filledQuantity: "0.00000",
        averagePrice: "0.00000",
        status: "CANCELED",
      },
    ]);
  });

  test("keeps its own id once the order has triggered", () => {
    expect(toChanges(delivered(madeUp.algoTriggered.payload))).toMatchObject([
      { orderId: "2148720", isConditional: true, status: "TRIGGERED" },
    ]);
  });
});

describe("ACCOUNT_UPDATE", () => {
  test("is a change of each balance and each position", () => {
    const changes = toChanges(delivered(documented.accountUpdate.payload));
    expect(changes.map(({ kind }) => kind)).toEqual([
      "balance",
      "balance",
      "position",
      "position",
      "position",
    ]);
    expect(changes[0]).toStrictEqual({
      ...facts(1564745798938),
      kind: "balance",
      asset: "USDT",
      wallet: "122624.12345678",
      reason: "ORDER",
    });
    expect(changes[4]).toStrictEqual({
      ...facts(1564745798938),
      kind: "position",
      symbol: "BTCUSDT",
      side: "SHORT",
      quantity: "-10",
      entryPrice: "6563.86000",
      unrealizedProfit: "-1423.15600",
      reason: "ORDER",
    });
  });

  test("may come without positions", () => {
    expect(toChanges(delivered(madeUp.fundingFee.payload))).toMatchObject([
      { kind: "balance", asset: "USDT", wallet: "998.50000000", reason: "FUNDING_FEE" },
    ]);
  });
});

describe("MARGIN_CALL", () => {
  test("is one for each position, at the event time", () => {
    expect(toChanges(delivered(documented.marginCall.payload))).toStrictEqual([
      {
        ...facts(1587727187525),
        kind: "marginCall",
        symbol: "ETHUSDT",
        side: "LONG",
        maintenanceMargin: "1.614445",
      },
    ]);
  });

  test("is told for the account where it names no position", () => {
    const { payload } = documented.marginCall;
    expect(toChanges(delivered({ ...payload, p: [] }))).toStrictEqual([
      { ...facts(1587727187525), kind: "marginCall" },
    ]);
  });
});

test("other events make none", () => {
  const { leverageUpdate, multiAssetsUpdate, strategyUpdate, gridUpdate } = documented;
  const { conditionalOrderTriggerReject } = documented;
  const silent = [leverageUpdate, multiAssetsUpdate, strategyUpdate, gridUpdate];
  for (const { payload } of [...silent, conditionalOrderTriggerReject]) {
    expect(kindsOf(payload)).toEqual([]);
  }
});

test("an unknown event makes none", () => {
  const event = { ...delivered(documented.marginCall.payload), type: "unknown", name: "NEW" };
  expect(toChanges(event as AccountEvent<UmfuturesEvent>)).toEqual([]);
});

/** A value, and every copy of it in which one part is lost or of another kind. */
function* damaged(value: unknown): Generator {
  yield* [undefined, null, 7, "?", [], {}, [null]];
  if (typeof value !== "object" || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    for (const other of damaged(part)) {
      yield Array.isArray(value) ? value.with(Number(name), other) : { ...value, [name]: other };
    }
  }
}

const { listenKeyExpired: _, ...told } = documented;

test.each(Object.values({ ...told, ...madeUp }))(
  "a damaged $payload.e never throws, and makes no change with undefined in it",
  ({ payload }) => {
    for (const data of damaged(payload)) {
      const changes = toChanges({ ...delivered(payload), data } as AccountEvent<UmfuturesEvent>);
      expect(changes.flatMap((change) => Object.values(change))).not.toContain(undefined);
    }
  },
);
