import { expect, test } from "vitest";
import type { AccountEvent } from "../seams/account-event.ts";
import { changesFrom, type ChangeDraft } from "./change-drafts.ts";
import { changeFacts } from "./change-facts.ts";

const event: AccountEvent = {
  seq: 7,
  product: "test",
  account: "main",
  type: "ORDER",
  time: 1_100,
  raw: "{}",
  receivedAt: 1_200,
  data: { e: "ORDER" },
};

/** A fill with all that it must have. */
const fill: ChangeDraft = {
  kind: "fill",
  symbol: "BTCUSDT",
  orderId: "1",
  clientOrderId: "mine",
  tradeId: "2",
  side: "BUY",
  price: "3",
  quantity: "4",
};

test("a change tells which event it is from, and when that happened", () => {
  expect(changeFacts(event, 1_000)).toEqual({
    product: "test",
    account: "main",
    seq: 7,
    time: 1_000,
  });
});

test("without a transaction time it is the event's own", () => {
  expect(changeFacts(event, undefined).time).toBe(1_100);
  expect(changeFacts(event, "1000" as unknown as number).time).toBe(1_100);
});

test("without a label there is no account", () => {
  const { account: _, ...unlabelled } = event;
  expect(changeFacts(unlabelled, 1_000)).not.toHaveProperty("account");
});

test("what an event does not tell is absent", () => {
  const [change] = changesFrom(event, 1_000, [
    { ...fill, commission: undefined, commissionAsset: null, isMaker: false },
  ]);
  expect(change).toStrictEqual({ ...changeFacts(event, 1_000), ...fill, isMaker: false });
});

test.each(["symbol", "orderId", "clientOrderId", "tradeId", "side", "price", "quantity"])(
  "a fill without %s is left out, and the others are not",
  (field) => {
    const damaged = { ...fill, [field]: undefined };
    expect(changesFrom(event, 1_000, [damaged, fill])).toHaveLength(1);
  },
);

test("what should be text and is not counts as untold", () => {
  const odd = { ...fill, symbol: 7 as unknown as string };
  expect(changesFrom(event, 1_000, [odd])).toEqual([]);
});
