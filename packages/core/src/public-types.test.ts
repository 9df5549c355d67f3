import { expect, expectTypeOf, test } from "vitest";
import {
  createListenKeyApi,
  createListenKeyManager,
  isListenKeyError,
  RejectedError,
  type KeyCreated,
  type KeyFailed,
  type KeyRenewed,
  type KeyReplaced,
  type KeySuspended,
  type ListenKeyError,
  type ListenKeyErrorCode,
  type ListenKeyState,
  type ManagerClosed,
} from "./index.ts";
import { scriptedTransport } from "./testing.ts";
import { testProduct } from "./testing/test-product.ts";

// What is written here is checked by the compiler; the tests only have to run.

const options = { product: testProduct(), apiKey: "API-KEY", transport: scriptedTransport() };

test("a product without listen keys is an error of types, and of the call", () => {
  const { listenKey: _, ...product } = testProduct();
  // @ts-expect-error -- it has no listenKey facet.
  expect(() => createListenKeyManager({ ...options, product })).toThrow("has no listen keys");
  // @ts-expect-error -- it has no listenKey facet.
  expect(() => createListenKeyApi({ ...options, product })).toThrow("has no listen keys");
});

test("credentials are an API key or keys, not both and not neither", () => {
  const { apiKey: _, ...neither } = options;
  const keys = {
    create: () => Promise.resolve({ listenKey: "KEY" }),
    renew: () => Promise.resolve({ listenKey: "KEY" }),
  };
  // @ts-expect-error -- one of the two is needed.
  expect(() => createListenKeyManager(neither)).toThrow("apiKey is empty");
  // @ts-expect-error -- only one of the two is allowed.
  expect(() => createListenKeyManager({ ...options, keys })).toThrow("apiKey and keys");
  expect(createListenKeyManager({ product: testProduct(), keys }).state).toBe("idle");
});

test("each event has the type of what it tells", () => {
  const manager = createListenKeyManager(options);
  manager
    .on("created", (event) => expectTypeOf(event).toEqualTypeOf<KeyCreated>())
    .on("renewed", (event) => expectTypeOf(event).toEqualTypeOf<KeyRenewed>())
    .on("replaced", (event) => expectTypeOf(event).toEqualTypeOf<KeyReplaced>())
    .on("suspended", (event) => expectTypeOf(event).toEqualTypeOf<KeySuspended>())
    .on("lost", ({ reason }) => expectTypeOf(reason).toEqualTypeOf<"expired" | "deadline">())
    .on("renewalFailed", ({ error }) => expectTypeOf(error).toEqualTypeOf<ListenKeyError>())
    .once("failed", (event) => expectTypeOf(event).toEqualTypeOf<KeyFailed>())
    .off("closed", (event) => expectTypeOf(event).toEqualTypeOf<ManagerClosed>());
  // @ts-expect-error -- there is no such event.
  manager.on("opened", () => {});
  // @ts-expect-error -- an event tells no listen key.
  manager.on("created", ({ listenKey }) => listenKey);
  // @ts-expect-error -- only the manager emits.
  expect(manager.emit).toBeUndefined();
  expectTypeOf(manager.state).toEqualTypeOf<ListenKeyState>();
});

test("an error's code is a closed set, and its class has the fields", () => {
  const error: unknown = new RejectedError("words", { status: 400, exchangeCode: -1125 });
  expect(isListenKeyError(error)).toBe(true);
  if (!isListenKeyError(error)) return;
  expectTypeOf(error.code).toEqualTypeOf<ListenKeyErrorCode>();
  // @ts-expect-error -- there is no such code.
  expect(error.code === "OOPS").toBe(false);
  if (error instanceof RejectedError)
    expectTypeOf(error.exchangeCode).toEqualTypeOf<number | undefined>();
});
