import type { AccountEvent } from "@listenkey/core/product";
import { describe, expect, test } from "vitest";
import { documentedPro } from "./events/documented-pro.fixture.ts";
import { documented } from "./events/documented.fixture.ts";
import { madeUp } from "./events/made-up.fixture.ts";
import { toChanges, type PortfolioMarginEvent, type PortfolioMarginProEvent } from "./index.ts";

type Payload = PortfolioMarginEvent | PortfolioMarginProEvent;

/** An event as a stream delivers it. */
function delivered(data: Payload): AccountEvent<Payload> {
  const facts = { seq: 7, product: "portfolio-margin", account: "main", time: data.E, raw: "" };
  return { ...facts, receivedAt: 0, type: data.e, data } as AccountEvent<Payload>;
}

/** What every change of an event tells. */
const facts = (time: number) => ({ product: "portfolio-margin", account: "main", seq: 7, time });

/** The kinds of change that an event makes. */
const kindsOf = (data: Payload) => toChanges(delivered(data)).map(({ kind }) => kind);

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
        orderType: "MARKET",
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
    expect(kindsOf({ ...payload, o: { ...payload.o, l: "0" } })).toEqual(["order"]);
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

describe("executionReport", () => {
  test("is a change of the order, at the transaction time", () => {
    expect(toChanges(delivered(documented.executionReport.payload))).toStrictEqual([
      {
        ...facts(1499405658657),
        kind: "order",
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
      },
    ]);
  });

  test("is a fill too where there was a trade", () => {
    const [, fill] = toChanges(delivered(madeUp.marginFill.payload));
    expect(fill).toStrictEqual({
      ...facts(1762855900100),
      kind: "fill",
      symbol: "ETHBTC",
      orderId: "4293153",
      clientOrderId: "hedge-1",
      tradeId: "77517",
      side: "BUY",
      price: "0.10264400",
      quantity: "0.40000000",
      isMaker: true,
      commission: "0.00040000",
      commissionAsset: "ETH",
    });
  });

  test("is no fill where nothing was traded", () => {
    expect(kindsOf(madeUp.marginOrderPlaced.payload)).toEqual(["order"]);
    const { payload } = madeUp.marginFill;
    expect(kindsOf({ ...payload, x: "EXPIRED" })).toEqual(["order"]);
    expect(kindsOf({ ...payload, t: "-1" })).toEqual(["order"]);
    expect(kindsOf({ ...payload, l: "0.00000000" })).toEqual(["order"]);
  });

  test("keeps the client order id of the placement when the order is cancelled", () => {
    expect(toChanges(delivered(madeUp.marginOrderCanceled.payload))).toMatchObject([
      { clientOrderId: "hedge-1", status: "CANCELED", filledQuantity: "0.40000000" },
    ]);
  });
});

describe("a conditional order", () => {
  test("is told by CONDITIONAL_ORDER_TRADE_UPDATE", () => {
    expect(toChanges(delivered(documented.conditionalOrderTradeUpdate.payload))).toStrictEqual([
      {
        ...facts(1669262908216),
        kind: "order",
        symbol: "BTCUSDT",
        orderId: "176057039",
        clientOrderId: "TEST",
        isConditional: true,
        side: "SELL",
        orderType: "TRAILING_STOP_MARKET",
        timeInForce: "GTC",
        price: "0",
        quantity: "0.001",
        status: "NEW",
      },
    ]);
  });

  test("is told by ALGO_UPDATE, under its own id also once it has triggered", () => {
    expect(toChanges(delivered(madeUp.algoTriggered.payload))).toStrictEqual([
      {
        ...facts(1762855901000),
        kind: "order",
        symbol: "BNBUSDT",
        orderId: "2148720",
        clientOrderId: "trail-1",
        isConditional: true,
        side: "SELL",
        orderType: "TRAILING_STOP_MARKET",
        timeInForce: "GTC",
        price: "0",
        quantity: "0.02",
        filledQuantity: "0.00000",
        averagePrice: "0.00000",
        status: "TRIGGERED",
      },
    ]);
  });
});

describe("balances and positions", () => {
  test("of futures are those of ACCOUNT_UPDATE", () => {
    const changes = toChanges(delivered(documented.accountUpdate.payload));
    expect(changes.map(({ kind }) => kind)).toEqual(["balance", "balance", "position", "position"]);
    expect(changes[0]).toStrictEqual({
      ...facts(1564745798938),
      kind: "balance",
      asset: "USDT",
      wallet: "122624.12345678",
      reason: "ORDER",
    });
    expect(changes[3]).toStrictEqual({
      ...facts(1564745798938),
      kind: "position",
      symbol: "BTCUSDT",
      side: "LONG",
      quantity: "20",
      entryPrice: "6563.66500",
      unrealizedProfit: "2850.21200",
      reason: "ORDER",
    });
  });

  test("of futures may come without positions", () => {
    expect(toChanges(delivered(madeUp.fundingFee.payload))).toMatchObject([
      { kind: "balance", asset: "USDT", wallet: "998.50000000", reason: "FUNDING_FEE" },
    ]);
  });

  test("of cross margin are those of outboundAccountPosition, at the account's time", () => {
    expect(toChanges(delivered(documented.outboundAccountPosition.payload))).toStrictEqual([
      {
        ...facts(1564034571073),
        kind: "balance",
        asset: "ETH",
        free: "10000.000000",
        locked: "0.000000",
      },
    ]);
  });

  test("of cross margin are told as a difference by balanceUpdate", () => {
    expect(toChanges(delivered(documented.balanceUpdate.payload))).toStrictEqual([
      { ...facts(1573200697068), kind: "balance", asset: "BTC", delta: "100.00000000" },
    ]);
  });
});

test("riskLevelChange is a margin call of the account, at the event time", () => {
  expect(toChanges(delivered(documented.riskLevelChange.payload))).toStrictEqual([
    {
      ...facts(1587727187525),
      kind: "marginCall",
      level: "1.99999999",
      status: "MARGIN_CALL",
      maintenanceMargin: "15.11708371",
    },
  ]);
});

test("other events make none", () => {
  const { leverageUpdate, liabilityChange, openOrderLoss } = documented;
  const silent = [leverageUpdate, liabilityChange, openOrderLoss];
  for (const { payload } of [...silent, documentedPro.pmProAccountUpdate]) {
    expect(kindsOf(payload)).toEqual([]);
  }
  expect(kindsOf({ e: "uniMMRDrop", u: "1.4" })).toEqual([]);
});

test("an unknown event makes none", () => {
  const event = { ...delivered(documented.riskLevelChange.payload), type: "unknown", name: "NEW" };
  expect(toChanges(event as AccountEvent<Payload>)).toEqual([]);
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

test.each(Object.values({ ...told, ...documentedPro, ...madeUp }))(
  "a damaged $payload.e never throws, and makes no change with undefined in it",
  ({ payload }) => {
    for (const data of damaged(payload)) {
      const changes = toChanges({ ...delivered(payload), data } as AccountEvent<Payload>);
      expect(changes.flatMap((change) => Object.values(change))).not.toContain(undefined);
    }
  },
);
