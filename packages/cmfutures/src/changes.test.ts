import type { AccountEvent } from "@listenkey/core/product";
import { describe, expect, test } from "vitest";
import { documented } from "./events/documented.fixture.ts";
import { madeUp } from "./events/made-up.fixture.ts";
import { toChanges, type CmfuturesEvent } from "./index.ts";

/** An event as a stream delivers it. */
function delivered(data: CmfuturesEvent): AccountEvent<CmfuturesEvent> {
  const facts = { seq: 7, product: "cmfutures", account: "main", time: data.E, raw: "" };
  return { ...facts, receivedAt: 0, type: data.e, data } as AccountEvent<CmfuturesEvent>;
}

/** What every change of an event tells. */
const facts = (time: number) => ({ product: "cmfutures", account: "main", seq: 7, time });

/** The kinds of change that an event makes. */
const kindsOf = (data: CmfuturesEvent) => toChanges(delivered(data)).map(({ kind }) => kind);

describe("ORDER_TRADE_UPDATE", () => {
  test("is a change of the order, at the transaction time", () => {
    expect(toChanges(delivered(documented.orderTradeUpdate.payload))).toStrictEqual([
      {
        ...facts(1591274595442),
        kind: "order",
        symbol: "BTCUSD_200925",
        orderId: "8888888",
        clientOrderId: "TEST",
        isConditional: false,
        side: "SELL",
        orderType: "TRAILING_STOP_MARKET",
        timeInForce: "GTC",
        price: "0",
        quantity: "2",
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
      symbol: "BTCUSD_PERP",
      orderId: "8389765912345678901",
      clientOrderId: "grid-7",
      tradeId: "5566779",
      side: "BUY",
      price: "90000.2",
      quantity: "2",
      isMaker: true,
      commission: "0.00000044",
      commissionAsset: "BTC",
      realizedProfit: "0.00001250",
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
    expect(filled).toEqual(["1", "2"]);
    expect(orders.at(-1)).toMatchObject({ status: "FILLED", filledQuantity: "3" });
  });
});

describe("ALGO_UPDATE", () => {
  test.each([
    { orderId: "2148720", payload: madeUp.algoTriggered.payload },
    { orderId: "2148721", payload: madeUp.algoTriggeredElsewhere.payload },
  ])(
    "is a change of the conditional order, wherever that is, under its own id",
    ({ orderId, payload }) => {
      expect(toChanges(delivered(payload))).toStrictEqual([
        {
          ...facts(1762855901000),
          kind: "order",
          symbol: "BTCUSD_PERP",
          orderId,
          clientOrderId: "trail-1",
          isConditional: true,
          side: "SELL",
          orderType: "TRAILING_STOP_MARKET",
          timeInForce: "GTC",
          price: "0",
          quantity: "2",
          filledQuantity: "0",
          averagePrice: "0.0",
          status: "TRIGGERED",
        },
      ]);
    },
  );
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
      asset: "BTC",
      wallet: "122624.12345678",
      reason: "ORDER",
    });
    expect(changes[4]).toStrictEqual({
      ...facts(1564745798938),
      kind: "position",
      symbol: "BTCUSD_200925",
      side: "SHORT",
      quantity: "-10",
      entryPrice: "6563.8",
      unrealizedProfit: "-1423.15600000",
      reason: "ORDER",
    });
  });

  test("may come without positions", () => {
    expect(toChanges(delivered(madeUp.fundingFee.payload))).toMatchObject([
      { kind: "balance", asset: "BTC", wallet: "0.99850000", reason: "FUNDING_FEE" },
    ]);
  });
});

describe("MARGIN_CALL", () => {
  test("is one for each position, at the event time", () => {
    expect(toChanges(delivered(documented.marginCall.payload))).toStrictEqual([
      {
        ...facts(1587727187525),
        kind: "marginCall",
        symbol: "BTCUSD_200925",
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
  const { leverageUpdate, strategyUpdate, gridUpdate } = documented;
  for (const { payload } of [leverageUpdate, strategyUpdate, gridUpdate]) {
    expect(kindsOf(payload)).toEqual([]);
  }
});

test("an unknown event makes none", () => {
  const event = { ...delivered(documented.marginCall.payload), type: "unknown", name: "NEW" };
  expect(toChanges(event as AccountEvent<CmfuturesEvent>)).toEqual([]);
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
      const changes = toChanges({ ...delivered(payload), data } as AccountEvent<CmfuturesEvent>);
      expect(changes.flatMap((change) => Object.values(change))).not.toContain(undefined);
    }
  },
);
