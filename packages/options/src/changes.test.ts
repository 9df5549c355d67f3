import type { AccountEvent } from "@listenkey/core/product";
import { describe, expect, test } from "vitest";
import { documented } from "./events/documented.fixture.ts";
import { madeUp } from "./events/made-up.fixture.ts";
import { toChanges, type OptionsEvent } from "./index.ts";

/** An event as a stream delivers it. */
function delivered(data: OptionsEvent): AccountEvent<OptionsEvent> {
  const facts = { seq: 7, product: "options", account: "main", time: data.E, raw: "" };
  return { ...facts, receivedAt: 0, type: data.e, data } as AccountEvent<OptionsEvent>;
}

/** What every change of an event tells. */
const facts = (time: number) => ({ product: "options", account: "main", seq: 7, time });

/** The kinds of change that an event makes. */
const kindsOf = (data: OptionsEvent) => toChanges(delivered(data)).map(({ kind }) => kind);

describe("ORDER_TRADE_UPDATE", () => {
  test("is a change of the order, at the transaction time", () => {
    expect(toChanges(delivered(madeUp.orderPlaced.payload))).toStrictEqual([
      {
        ...facts(1762917544000),
        kind: "order",
        symbol: "BTC-251123-126000-C",
        orderId: "4611875134427365377",
        clientOrderId: "quote-9",
        isConditional: false,
        side: "SELL",
        orderType: "LIMIT",
        timeInForce: "GTC",
        price: "1200",
        quantity: "0.3",
        filledQuantity: "0",
        averagePrice: "0",
        status: "NEW",
        execution: "NEW",
      },
    ]);
  });

  test("is a fill too where there was a trade, and a fee is positive", () => {
    const [, fill] = toChanges(delivered(madeUp.firstFill.payload));
    expect(fill).toStrictEqual({
      ...facts(1762917544100),
      kind: "fill",
      symbol: "BTC-251123-126000-C",
      orderId: "4611875134427365377",
      clientOrderId: "quote-9",
      tradeId: "101",
      side: "SELL",
      price: "1200",
      quantity: "0.1",
      isMaker: true,
      commission: "2.86",
      commissionAsset: "USDT",
      realizedProfit: "0",
    });
  });

  test.each([
    ["5.72", "-5.72"],
    ["0.00", "0.00"],
    ["-0", "0"],
  ])("a commission of %s as options send it is one of %s", (n, commission) => {
    const { payload } = madeUp.secondFill;
    const [, fill] = toChanges(delivered({ ...payload, o: { ...payload.o, n } }));
    expect(fill).toMatchObject({ kind: "fill", commission });
  });

  test("is no fill where nothing was traded", () => {
    expect(kindsOf(documented.orderTradeUpdate.payload)).toEqual(["order"]);
    const { payload } = madeUp.secondFill;
    expect(kindsOf({ ...payload, o: { ...payload.o, x: "CANCELED" } })).toEqual(["order"]);
    expect(kindsOf({ ...payload, o: { ...payload.o, t: "0" } })).toEqual(["order"]);
    expect(kindsOf({ ...payload, o: { ...payload.o, l: "0.0" } })).toEqual(["order"]);
  });

  test("makes fills that add up to what the order says is filled", () => {
    const life = [madeUp.orderPlaced, madeUp.firstFill, madeUp.secondFill];
    const changes = life.flatMap(({ payload }) => toChanges(delivered(payload)));
    const filled = changes.flatMap((change) => (change.kind === "fill" ? change.quantity : []));
    const orders = changes.flatMap((change) => (change.kind === "order" ? change : []));
    expect(filled).toEqual(["0.1", "0.2"]);
    expect(orders.at(-1)).toMatchObject({ status: "FILLED", filledQuantity: "0.3" });
  });
});

test("BALANCE_POSITION_UPDATE is a change of each balance and each position", () => {
  expect(toChanges(delivered(documented.balancePositionUpdate.payload))).toStrictEqual([
    {
      ...facts(1762917544206),
      kind: "balance",
      asset: "USDT",
      wallet: "10000471.37940900",
      reason: "ORDER",
    },
    {
      ...facts(1762917544206),
      kind: "position",
      symbol: "BTC-251123-126000-C",
      side: "BOTH",
      quantity: "-0.1000",
      entryPrice: "1200.00000000",
      reason: "ORDER",
    },
  ]);
});

describe("RISK_LEVEL_CHANGE", () => {
  test("is a margin call of the account, at the event time", () => {
    expect(toChanges(delivered(documented.riskLevelChange.payload))).toStrictEqual([
      {
        ...facts(1587727187525),
        kind: "marginCall",
        status: "REDUCE_ONLY",
        maintenanceMargin: "254789.11708371",
      },
    ]);
  });

  test("is none where the level is back to normal", () => {
    expect(kindsOf(madeUp.backToNormal.payload)).toEqual([]);
  });
});

test("sums of the account and greeks make none", () => {
  expect(kindsOf(documented.accountUpdate.payload)).toEqual([]);
  expect(kindsOf(documented.greekUpdate.payload)).toEqual([]);
});

test("an unknown event makes none", () => {
  const event = { ...delivered(documented.greekUpdate.payload), type: "unknown", name: "NEW" };
  expect(toChanges(event as AccountEvent<OptionsEvent>)).toEqual([]);
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
      const changes = toChanges({ ...delivered(payload), data } as AccountEvent<OptionsEvent>);
      expect(changes.flatMap((change) => Object.values(change))).not.toContain(undefined);
    }
  },
);
