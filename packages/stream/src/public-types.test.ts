import type { ListenKeyError } from "@listenkey/core";
import type { ListenKeyProduct, Product, SubscriptionProduct } from "@listenkey/core/product";
import { scriptedTransport, virtualClock } from "@listenkey/core/testing";
import { expect, expectTypeOf, onTestFinished, test } from "vitest";
import { products } from "./bad-input.fixture.ts";
import {
  openUserDataStream,
  type FeedProof,
  type Gap,
  type GapCause,
  type StreamFailed,
  type StreamItem,
  type StreamState,
  type UserDataStream,
  type UserDataStreamOptions,
} from "./index.ts";

// What is written here is checked by the compiler; the tests only have to run.

interface Order {
  readonly e: "A";
  readonly id: string;
}

interface Balance {
  readonly e: "B";
  readonly amount: string;
}

type Payload = Order | Balance;

const events = { names: ["A", "B"], ids: {}, timeField: "E", ordered: true } as const;
const product: ListenKeyProduct<Payload> = { ...products.byKey, events };

/** A stream, and the options that it was opened with. */
function setup() {
  const options = { product, apiKey: "KEY", transport: scriptedTransport(), clock: virtualClock() };
  const stream = openUserDataStream(options);
  onTestFinished(() => stream.close());
  return { options, stream };
}

/** What a program does with an item; never called. */
function read(item: StreamItem<Payload>): string {
  expectTypeOf(item.seq).toEqualTypeOf<number>();
  switch (item.type) {
    case "A":
      expectTypeOf(item.data).toEqualTypeOf<Order>();
      return item.data.id;
    case "B":
      expectTypeOf(item.data).toEqualTypeOf<Balance>();
      return item.raw;
    case "gap":
      expectTypeOf(item).toEqualTypeOf<Gap>();
      expectTypeOf(item.cause).toEqualTypeOf<GapCause>();
      // @ts-expect-error -- a gap has no data.
      return String(item.data);
    case "unknown":
      expectTypeOf(item.data).toBeUnknown();
      return item.name;
    default:
      expectTypeOf(item).toBeNever();
      return "";
  }
}

test("a stream has its product's items, wherever they are read", () => {
  const { stream } = setup();
  expectTypeOf(stream).toEqualTypeOf<UserDataStream<Payload>>();
  expectTypeOf(read).parameter(0).toEqualTypeOf<StreamItem<Payload>>();
  expectTypeOf(stream[Symbol.asyncIterator]).returns.toExtend<AsyncIterator<StreamItem<Payload>>>();
  stream.on("event", (item) => expectTypeOf(item).toEqualTypeOf<StreamItem<Payload>>());
  // @ts-expect-error -- such an event does not exist.
  stream.on("event", (item) => item.type === "C");
  // @ts-expect-error -- which event it is has to be asked first.
  stream.on("event", (item) => item.data);
});

test("each lifecycle event has the type of what it tells", () => {
  const { stream } = setup();
  stream
    .on("live", ({ proof }) => expectTypeOf(proof).toEqualTypeOf<FeedProof>())
    .on("interrupted", ({ cause }) => expectTypeOf(cause).toEqualTypeOf<GapCause>())
    .on("attemptFailed", ({ error }) => {
      expectTypeOf(error).toEqualTypeOf<ListenKeyError | undefined>();
    })
    .once("failed", (event) => expectTypeOf(event).toEqualTypeOf<StreamFailed>())
    .off("closed", ({ gaps }) => expectTypeOf(gaps).toEqualTypeOf<number>());
  // @ts-expect-error -- there is no such event.
  stream.on("opened", () => undefined);
  // @ts-expect-error -- only the stream emits.
  expect(stream.emit).toBeUndefined();
  expectTypeOf(stream.state).toEqualTypeOf<StreamState>();
  expectTypeOf(stream.provenAt).toEqualTypeOf<number | undefined>();
});

test("the filter takes the product's own events alone", () => {
  const { options } = setup();
  expectTypeOf<UserDataStreamOptions<Payload>["events"]>().toEqualTypeOf<
    readonly ("A" | "B")[] | undefined
  >();
  // @ts-expect-error -- the product has no such event.
  expect(() => openUserDataStream({ ...options, events: ["C"] })).toThrow("does not have");
  const control = ["listenKeyExpired"] as const;
  // @ts-expect-error -- the stream acts on it itself.
  expect(() => openUserDataStream({ ...options, events: control })).toThrow("does not deliver");
});

test("a product without a user data stream is an error of types, and of the call", () => {
  const { options } = setup();
  const none: Product<Payload> = { ...products.bare, events };
  // @ts-expect-error -- it has no facet that leads to a stream.
  expect(() => openUserDataStream({ ...options, product: none })).toThrow("no user data stream");
});

test("credentials are an API key or keys, not both and not neither", () => {
  const { apiKey: _, ...neither } = setup().options;
  const grant = () => Promise.resolve({ listenKey: "KEY" });
  const keys = { create: grant, renew: grant };
  // @ts-expect-error -- one of the two is needed.
  expect(() => openUserDataStream(neither)).toThrow("apiKey is empty");
  const both = { ...neither, apiKey: "KEY", keys };
  // @ts-expect-error -- only one of the two is allowed.
  expect(() => openUserDataStream(both)).toThrow("both given");
  expectTypeOf({ ...neither, keys }).toExtend<UserDataStreamOptions<Payload>>();
  // @ts-expect-error -- three are more than a pair.
  expectTypeOf({ ...both, transport: [1, 2, 3] }).toExtend<UserDataStreamOptions<Payload>>();
});

test("a product with several ways is taken, and its payload found", async () => {
  const { options } = setup();
  const both: ListenKeyProduct<Payload> & SubscriptionProduct<Payload> = {
    ...product,
    ...products.signed,
    events,
  };
  const signer = () => Promise.resolve("signature");
  const stream = openUserDataStream({ ...options, product: both, signer });
  expectTypeOf(stream).toEqualTypeOf<UserDataStream<Payload>>();
  await stream.close();
});
