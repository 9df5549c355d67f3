import { inspect } from "node:util";
import { expect, test } from "vitest";
import { API_KEY, DAY, product, setup } from "./ws-api.fixture.ts";

/** What making a source, or giving it other credentials, throws. */
function thrownBy(act: () => unknown): { code?: string; message?: string } {
  let thrown: unknown = {};
  try {
    act();
  } catch (error) {
    thrown = error;
  }
  expect(inspect(thrown)).not.toContain(API_KEY);
  return thrown as Error;
}

const hosts = { rest: "https://rest.test", wsApi: "wss://api.test/v3" };

test.each([
  ["without a signer", { signer: undefined }, "@listenkey/signing"],
  ["with a secret for a signer", { signer: "secret" }, "hmacSigner"],
  ["without an API key", { apiKey: undefined }, "apiKey"],
  ["with keys", { keys: { create: () => undefined } }, "apiKey"],
  ["on hosts without the WebSocket API", { environment: { rest: hosts.rest } }, "wsApi"],
  ["with a parameter that is ours", { subscribeParams: { timestamp: 1 } }, "timestamp"],
  ["with a parameter that cannot be sent", { subscribeParams: { x: Number.NaN } }, "parameter x"],
  ["with parameters that are none", { subscribeParams: "x" }, "subscribeParams"],
])("a signed subscription %s is refused, with the remedy", (_, options, remedy) => {
  const { makeSource, clock, transport } = setup();
  expect(thrownBy(() => makeSource(options as object))).toMatchObject({
    code: "CONFIGURATION",
    message: expect.stringContaining(remedy) as string,
  });
  expect([clock.pendingTimers, transport.sockets.length]).toEqual([0, 0]);
});

test.each([
  ["without an API key", { apiKey: "" }, "apiKey"],
  ["with keys", { keys: { create: () => undefined } }, "apiKey"],
  ["on hosts without REST", { environment: { wsApi: hosts.wsApi } }, "rest"],
  ["on hosts without the WebSocket API", { environment: { rest: hosts.rest } }, "wsApi"],
  ["with a lifetime over the product's", { lifetimeMs: DAY + 1 }, "lifetimeMs"],
  ["with a lifetime that is none", { lifetimeMs: -1 }, "lifetimeMs"],
  ["with a parameter that is ours", { subscribeParams: { listenToken: "x" } }, "listenToken"],
])("a stream by tokens %s is refused, with the remedy", (_, options, remedy) => {
  const { makeSource, transport } = setup({ kind: "token" });
  expect(thrownBy(() => makeSource(options as object))).toMatchObject({
    code: "CONFIGURATION",
    message: expect.stringContaining(remedy) as string,
  });
  expect(transport.requests).toEqual([]);
});

test("a token needs no signer", () => {
  const { makeSource } = setup({ kind: "token" });
  expect(thrownBy(() => makeSource({ signer: undefined } as object))).toEqual({});
});

test.each(["signature", "token"] as const)(
  "a product without the facet is refused (%s)",
  (kind) => {
    const { makeSource } = setup({ kind });
    const { subscription, listenToken, ...bare } = product;
    const own = kind === "signature" ? { ...bare, listenToken } : { ...bare, subscription };
    expect(thrownBy(() => makeSource({ product: own } as object))).toMatchObject({
      code: "CONFIGURATION",
    });
  },
);

test.each([
  [undefined],
  [{ apiKey: "" }],
  [{ apiKey: "OTHER" }],
  [{ apiKey: "OTHER", signer: "secret" }],
  [{ keys: {} }],
])("other credentials %j are refused, and the old ones stay", async (credentials) => {
  const { source, open, settle, accept, sent } = setup();
  expect(thrownBy(() => source.replaceCredentials(credentials))).toMatchObject({
    code: "CONFIGURATION",
  });
  open();
  await settle();
  accept();
  await settle();
  expect(sent()).toMatchObject([{ params: { apiKey: API_KEY } }]);
});

test("hosts of one's own are used", async () => {
  const { makeSource, open, settle, transport } = setup();
  open({}, makeSource({ environment: { wsApi: "wss://own.test:9443/ws-api/v3/" } }));
  await settle();
  expect(transport.sockets).toMatchObject([{ url: "wss://own.test:9443/ws-api/v3" }]);
});
