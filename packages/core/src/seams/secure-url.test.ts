import { describe, expect, test } from "vitest";
import { assertSecureUrl, parseUrl } from "./secure-url.ts";

test.each([
  "https://fapi.binance.com/fapi/v1/listenKey",
  "wss://fstream.binance.com/ws/KEY",
  "http://localhost:8080",
  "http://exchange.localhost",
  "http://127.0.0.1:1/path",
  "http://127.1.2.3",
  "http://127.1",
  "ws://[::1]:8080",
])("%s is let through", (url) => {
  expect(() => assertSecureUrl(url)).not.toThrow();
});

describe.each([
  "http://fapi.binance.com",
  "ws://fstream.binance.com",
  "http://127.0.0.1.evil.example",
  "http://localhost.evil.example",
  "http://notlocalhost",
  "http://0.0.0.0",
  "http://10.0.0.1",
  "http://[::2]",
])("%s", (url) => {
  test("is refused with a remedy", () => {
    expect(() => assertSecureUrl(url)).toThrow(
      expect.objectContaining({
        code: "CONFIGURATION",
        message: expect.stringContaining("use https: or wss:"),
      }),
    );
  });

  test("is let through where the transport allows it", () => {
    expect(() => assertSecureUrl(url, true)).not.toThrow();
  });
});

test.each(["ftp://127.0.0.1", "file:///tmp", "data:text/plain,KEY"])(
  "%s is refused whatever is allowed",
  (url) => {
    expect(() => assertSecureUrl(url, true)).toThrow(
      /scheme \w+: is none of https:, wss:, http:, ws:/,
    );
  },
);

test("no more of a URL is told than its origin", () => {
  const secret = "pqia91ma19a5s61c";
  for (const url of [
    `ws://fstream.binance.com/ws/${secret}`,
    `ws://fstream.binance.com/?listenKey=${secret}`,
    `http://${secret}:${secret}@fapi.binance.com/#${secret}`,
    `not a URL ${secret}`,
    `data:${secret}`,
  ]) {
    expect(() => assertSecureUrl(url)).toThrow(/^(?!.*pqia91ma19a5s61c)/);
  }
});

test("text that is no URL is nothing", () => {
  expect(parseUrl("fapi.binance.com")).toBeUndefined();
  expect(parseUrl("https://fapi.binance.com/a")?.host).toBe("fapi.binance.com");
});
