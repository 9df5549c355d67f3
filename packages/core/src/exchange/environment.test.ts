import { expect, test } from "vitest";
import type { Product } from "../product.ts";
import { testProduct } from "../testing/test-product.ts";
import { resolveEnvironment, type CustomEnvironment } from "./environment.ts";

const secure = {};

function resolve(environment: string | CustomEnvironment, product: Product = testProduct()) {
  return resolveEnvironment(product, environment, secure);
}

test("a name is looked up in the product", () => {
  expect(resolve("testnet")).toEqual({
    realm: "testnet",
    rest: "https://rest.testnet.test",
    stream: "wss://stream.testnet.test",
  });
});

test("the WebSocket API comes along where the product has one", () => {
  const live = { ...testProduct().environments.live, wsApi: "wss://ws-api.test/v3" };
  const product = { ...testProduct(), environments: { live } };
  expect(resolve("live", product)).toMatchObject({ wsApi: "wss://ws-api.test/v3" });
});

test.each(["mainnet", "Live", "", "constructor", "__proto__"])(
  "the name %j is unknown, and the error lists those that are not",
  (name) => {
    expect(() => resolve(name)).toThrow(
      `environment "${name}" is unknown to test; use "live", "testnet" or { rest, stream, wsApi }`,
    );
  },
);

test("hosts of one's own are taken as they are, but for slashes at the end", () => {
  expect(resolve({ rest: "https://own.test/api/", stream: "wss://own.test//" })).toEqual({
    realm: "https://own.test",
    rest: "https://own.test/api",
    stream: "wss://own.test",
  });
});

test.each([
  [{ rest: "https://rest.test" }, "live"],
  [{ rest: "https://rest1.test/" }, "live"],
  [{ rest: "https://REST.TEST:443" }, "live"],
  [{ rest: "https://rest.testnet.test" }, "testnet"],
  [{ rest: "https://rest.test:8443" }, "https://rest.test:8443"],
  [{ wsApi: "wss://own.test/ws-api/v3" }, "wss://own.test"],
  [{ stream: "wss://own.test" }, "wss://own.test"],
])("%j is in the realm %s", (environment, realm) => {
  expect(resolve(environment).realm).toBe(realm);
});

test("blanks, a default port and slashes at the end are no part of a host", () => {
  const { rest } = resolve({ rest: " https://own.test:443/binance// " });
  expect(rest).toBe("https://own.test/binance");
});

test.each<[unknown, string]>([
  [null, "environment must be a name or { rest, stream, wsApi }"],
  [7, "environment must be a name or { rest, stream, wsApi }"],
  [{ rest: "" }, "environment.rest is not a URL; give an origin such as https://host.example"],
  [{ rest: "rest.test" }, "environment.rest is not a URL"],
  [{ rest: 7 }, "environment.rest is not a URL"],
  [{ stream: "stream" }, "environment.stream is not a URL; give an origin such as wss://"],
  [{ rest: "wss://own.test" }, "environment.rest must be https:, not wss:"],
  [{ rest: "file:///etc" }, "environment.rest must be https:, not file:"],
  [{ wsApi: "https://own.test" }, "environment.wsApi must be wss:, not https:"],
  [{ rest: "https://user:pass@own.test" }, "environment.rest must be without credentials"],
  [{ rest: "https://own.test?key=pass" }, "environment.rest must be without credentials"],
  [{ rest: "https://own.test#pass" }, "environment.rest must be without credentials"],
  [{ rest: "https://:pass@own.test" }, "environment.rest must be without credentials"],
  [{ rest: "https://own.test?" }, "environment.rest must be without credentials"],
  [{ rest: "https://own.test#" }, "environment.rest must be without credentials"],
  [{ rest: "http://own.test" }, "use https:, or give the transport allowInsecure: true"],
  [{ stream: "ws://own.test" }, "use wss:, or give the transport allowInsecure: true"],
])("%j is refused with a remedy", (environment, message) => {
  const refused = () => resolve(environment as CustomEnvironment);
  expect(refused).toThrow(message);
  expect(refused).toThrow(expect.objectContaining({ code: "CONFIGURATION" }));
  expect(refused).not.toThrow("pass");
});

test("plain text is allowed to loopback, and elsewhere if the transport allows it", () => {
  const loopback = { rest: "http://localhost:8080", stream: "ws://127.0.0.1:8080" };
  expect(resolve(loopback)).toMatchObject(loopback);
  const remote = { rest: "http://own.test", stream: "ws://own.test" };
  const allowed = resolveEnvironment(testProduct(), remote, { allowInsecure: true });
  expect(allowed).toMatchObject(remote);
});
