import type { KeySource } from "@listenkey/core";
import { scriptedTransport } from "@listenkey/core/testing";
import { describe, expect, test } from "vitest";
import { products, refusal, refused } from "./bad-input.fixture.ts";
import { openUserDataStream } from "./index.ts";

const { bare, signed, byToken, byKey, either } = products;

const keys: KeySource = {
  create: () => Promise.resolve({ listenKey: "KEY" }),
  renew: () => Promise.resolve({ listenKey: "KEY" }),
};

describe("a way that the product does not have is refused, and those that it has are named", () => {
  test.each([
    [{ product: byKey, access: "subscription" }, "no signed subscription", '"listenKey"'],
    [{ product: byKey, access: "listenToken" }, "no listen tokens", '"listenKey"'],
    [{ product: signed, access: "listenKey" }, "no listen keys", '"subscription"'],
    [{ product: byToken, access: "subscription" }, "no signed subscription", '"listenToken"'],
  ])("%o", (options, problem, choice) => {
    expect(refusal(options)).toBe(
      `product test has ${problem}; leave access out, or give ${choice}`,
    );
  });

  test("one that nobody has", () => {
    expect(refusal({ access: "rest" })).toBe('access must be "listenKey" for product test');
    expect(refusal({ product: either, access: "toString" })).toContain(
      '"subscription" or "listenToken"',
    );
  });

  test("none at all", () => {
    expect(refusal({ product: bare })).toContain("no user data stream; give another product");
    expect(refusal({ product: { ...byKey, listenKey: undefined } })).toContain("no user data");
  });
});

test.each([[undefined], [null], ["umfutures"], [{}], [{ id: "test" }]])(
  "a product that is none is refused (%j)",
  (product) => {
    expect(refusal({ product })).toContain("give a value such as umfutures");
  },
);

test.each([[undefined], [null], ["options"]])(
  "options that are none are refused (%j)",
  (options) => {
    const open = openUserDataStream as (options: unknown) => unknown;
    expect(refused(() => open(options))).toContain("give at least { product, apiKey, transport }");
  },
);

test("a misspelt option is refused, for it would go to the live exchange", () => {
  expect(refusal({ enviroment: "testnet" })).toMatch(
    /^"enviroment" is no option; it may be misspelt\. There are .*environment/,
  );
});

describe("credentials that cannot work are refused, and never shown", () => {
  test("a signature is wanted, and there is no signer", () => {
    expect(refusal({ product: signed, signer: undefined })).toMatch(
      /hmacSigner\(secret\) or pemSigner\(pem\) from @listenkey\/signing/,
    );
  });

  test("a secret in the place of a signer", () => {
    const message = refusal({ product: signed, signer: "S3CRET" });
    expect(message).toContain("@listenkey/signing");
    expect(message).not.toContain("S3CRET");
  });

  test.each([
    ["listen keys", byKey],
    ["listen tokens", byToken],
    ["a subscription", signed],
  ])("no API key, or one that cannot be, for %s", (_, product) => {
    for (const apiKey of [undefined, "", " KEY", "KEY\n", "K€Y"]) {
      expect(refusal({ product, apiKey })).toMatch(/^apiKey .*(give|trim)/);
    }
  });

  test("an API key and keys", () => {
    expect(refusal({ keys })).toBe("apiKey and keys are both given; give one");
  });

  test("keys that are none", () => {
    expect(refusal({ apiKey: undefined, keys: {} })).toContain("create() and renew()");
  });

  test.each([
    ["listen tokens", byToken],
    ["a subscription", signed],
  ])("keys, for %s", (_, product) => {
    expect(refusal({ product, apiKey: undefined, keys })).toContain("give apiKey");
  });
});

describe("sockets that cannot be had are refused", () => {
  test.each([[0], [3], [1.5], ["2"], [null]])("%j of them", (sockets) => {
    expect(refusal({ sockets })).toContain("must be 1 or 2");
  });

  test("a form that the product does not have", () => {
    expect(refusal({ socketForm: "smoke" })).toContain('use "path", "subscribe"');
  });

  test.each([
    ["listen tokens", byToken],
    ["a subscription", signed],
  ])("a form, for %s", (_, product) => {
    expect(refusal({ product, socketForm: "path" })).toContain("socketForm is for listen keys");
  });

  test("shared where the product knows no way", () => {
    const { sharedSocket: _, ...listenKey } = byKey.listenKey;
    const message = refusal({ product: { ...byKey, listenKey }, shareSockets: true });
    expect(message).toBe("product test knows no way to share sockets; leave shareSockets out");
  });

  test("shared, and by a form of one's own", () => {
    const message = refusal({ shareSockets: true, socketForm: "path" });
    expect(message).toContain("shared sockets have a form of their own");
  });

  test("shared perhaps", () => {
    expect(refusal({ shareSockets: "yes" })).toContain("true or false");
  });
});

describe("a filter that would hide what was meant is refused", () => {
  test("an event that the product does not have", () => {
    const message = refusal({ events: ["A", "ORDER_TRADE_UPDAT"] });
    expect(message).toBe('events names "ORDER_TRADE_UPDAT", which test does not have; it has A');
  });

  test("an event that the stream acts on itself", () => {
    expect(refusal({ events: ["A", "listenKeyExpired"] })).toContain(
      "acts on and does not deliver; listen to its lifecycle events",
    );
  });

  test.each([[[]], ["A"], [null], [[undefined]], [[7]]])("a list that is none (%j)", (events) => {
    expect(refusal({ events })).toMatch(/^events /);
  });
});

describe("a transport that is none is refused", () => {
  const [one, another, third] = [scriptedTransport(), scriptedTransport(), scriptedTransport()];

  test.each([
    ["three", [one, another, third]],
    ["one in a list", [one]],
    ["an empty list", []],
  ])("%s", (_, transport) => {
    expect(refusal({ transport })).toBe("transport must be one transport or a pair");
  });

  test.each([
    ["none", undefined],
    ["the factory instead of its transport", scriptedTransport],
    ["half a one", { ...one, connect: undefined }],
    ["a pair of which one is none", [one, undefined]],
  ])("%s", (_, transport) => {
    expect(refusal({ transport })).toContain("give fetchTransport() or nodeHttpTransport()");
  });
});
