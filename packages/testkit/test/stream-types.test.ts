import type { AccountChange, Fill } from "@listenkey/core";
import { scriptedTransport, virtualClock } from "@listenkey/core/testing";
import { cmfutures } from "@listenkey/cmfutures";
import { margin, toChanges as marginChanges } from "@listenkey/margin";
import { options } from "@listenkey/options";
import { portfolioMargin, portfolioMarginPro } from "@listenkey/portfolio-margin";
import { hmacSigner } from "@listenkey/signing";
import { spot } from "@listenkey/spot";
import { openUserDataStream } from "@listenkey/stream";
import { toChanges, umfutures, type OrderTradeUpdate } from "@listenkey/umfutures";
import { expect, expectTypeOf, onTestFinished, test } from "vitest";

// What is written here is checked by the compiler; the tests only have to run.

/** What every stream is given here, whatever the product. */
function setup() {
  return { apiKey: "KEY", transport: scriptedTransport(), clock: virtualClock() };
}

test("every product can be streamed, and brings its own types along", async () => {
  const common = setup();
  const streams = [
    openUserDataStream({ ...common, product: umfutures }).on("event", (item) => {
      if (item.type !== "ORDER_TRADE_UPDATE") return;
      expectTypeOf(item.data).toEqualTypeOf<OrderTradeUpdate>();
      expectTypeOf(item.data.o.i).toEqualTypeOf<string>();
    }),
    openUserDataStream({ ...common, product: cmfutures }).on("event", (item) => {
      if (item.type === "ACCOUNT_UPDATE") expectTypeOf(item.data.E).toEqualTypeOf<number>();
    }),
    openUserDataStream({ ...common, product: options }).on("event", (item) => {
      if (item.type === "ORDER_TRADE_UPDATE") expectTypeOf(item.data.o.i).toEqualTypeOf<string>();
    }),
    openUserDataStream({ ...common, product: portfolioMargin }).on("event", (item) => {
      if (item.type === "executionReport") expectTypeOf(item.data.i).toEqualTypeOf<string>();
    }),
    openUserDataStream({ ...common, product: portfolioMarginPro }).on("event", (item) => {
      // @ts-expect-error -- orders come on other streams.
      if (item.type === "ORDER_TRADE_UPDATE") return;
    }),
    openUserDataStream({ ...common, product: margin.cross }).on("event", (item) => {
      if (item.type === "executionReport") expectTypeOf(item.data.i).toEqualTypeOf<string>();
      if (item.type === "gap") return;
      expectTypeOf(marginChanges(item)).toEqualTypeOf<readonly AccountChange[]>();
    }),
    openUserDataStream({ ...common, product: margin.isolated("BTCUSDT") }),
    openUserDataStream({ ...common, product: margin.risk }).on("event", (item) => {
      if (item.type === "MARGIN_LEVEL_STATUS_CHANGE")
        expectTypeOf(item.data.l).toEqualTypeOf<string>();
    }),
    openUserDataStream({ ...common, product: spot, signer: hmacSigner("secret") }).on(
      "event",
      (item) => {
        if (item.type === "executionReport") expectTypeOf(item.data.i).toEqualTypeOf<string>();
        if (item.type === "unknown") expectTypeOf(item.data).toBeUnknown();
      },
    ),
  ];
  expect(streams.map(({ state }) => state)).toEqual(streams.map(() => "opening"));
  await Promise.all(streams.map((stream) => stream.close()));
});

test("changes are made of every item but gaps", () => {
  const stream = openUserDataStream({ ...setup(), product: umfutures });
  onTestFinished(() => stream.close());
  stream.on("event", (item) => {
    // @ts-expect-error -- a gap changed nothing that is known.
    toChanges(item);
    if (item.type === "gap") return;
    for (const change of toChanges(item)) {
      if (change.kind === "fill") expectTypeOf(change).toEqualTypeOf<Fill>();
    }
  });
  expect(stream.state).toBe("opening");
});

test("the filter takes the events of the product alone", () => {
  const common = { ...setup(), product: umfutures } as const;
  const stream = openUserDataStream({ ...common, events: ["ORDER_TRADE_UPDATE"] });
  onTestFinished(() => stream.close());
  // @ts-expect-error -- spot has it, USD-M has not.
  expect(() => openUserDataStream({ ...common, events: ["executionReport"] })).toThrow(
    "umfutures does not have",
  );
});
