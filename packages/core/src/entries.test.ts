import { expect, test } from "vitest";
import * as users from "./index.ts";
import * as kit from "./kit.ts";
import * as listeners from "./listeners.ts";
import * as product from "./product.ts";
import * as testing from "./testing.ts";
import * as transport from "./transport.ts";

/** What an entry exports at run time. A name that appears or goes here is a change for users. */
function exportsOf(entry: object): string[] {
  return Object.keys(entry).sort();
}

test("the entry for users", () => {
  expect(exportsOf(users)).toMatchInlineSnapshot(`
    [
      "BacklogError",
      "BadResponseError",
      "ListenKeyError",
      "RateLimitedError",
      "RejectedError",
      "RetiredError",
      "createListenKeyApi",
      "createListenKeyManager",
      "isListenKeyError",
    ]
  `);
});

test("the entry for authors of transports", () => {
  expect(exportsOf(transport)).toMatchInlineSnapshot(`
    [
      "ListenKeyError",
      "assertSecureUrl",
      "configurationError",
      "systemClock",
      "transportErrorFrom",
    ]
  `);
});

test("the entry for authors of products", () => {
  expect(exportsOf(product)).toMatchInlineSnapshot(`
    [
      "changeFacts",
      "changesFrom",
      "configurationError",
      "fieldsOf",
      "itemsOf",
    ]
  `);
});

test("the entry for the packages beside this one", () => {
  expect(exportsOf(kit)).toMatchInlineSnapshot(`
    [
      "CallBudget",
      "ExchangeTime",
      "Governor",
      "KeptBudgets",
      "KeyLease",
      "KeyOwner",
      "TOKEN_RETIREMENT",
      "TimeWatch",
      "assertApiKey",
      "assertDuration",
      "assertFunctions",
      "assertShare",
      "assertTransport",
      "createToken",
      "elapsedSince",
      "epochMs",
      "exchangeCodeOf",
      "fingerprint",
      "instantOf",
      "managerSettings",
      "parsePayload",
      "rateLimitOf",
      "rateLimited",
      "refusal",
      "resolveEnvironment",
      "restPayload",
      "retryDelay",
      "signedParams",
      "signedQuery",
      "systemClock",
      "systemRandom",
      "verdictOn",
      "webSocketPayload",
      "withinTime",
    ]
  `);
});

test("the entry for tests", () => {
  expect(exportsOf(testing)).toMatchInlineSnapshot(`
    [
      "scriptedTransport",
      "seededRandom",
      "virtualClock",
    ]
  `);
});

test("the entry for siblings that emit events", () => {
  expect(exportsOf(listeners)).toEqual(["Listeners"]);
});
