import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { isListenKeyError } from "../errors.ts";
import type { Signer } from "../seams/signer.ts";
import {
  restPayload,
  signedParams,
  signedQuery,
  webSocketPayload,
  type SignableParams,
} from "./signed-params.ts";

const API_KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";

/** The order of the documents' examples, as it is sent. */
const order = { symbol: "BTCUSDT", side: "SELL", type: "LIMIT", timeInForce: "GTC" };

/** Parameters with every character that text can have, and names as requests have them. */
const params = fc.dictionary(
  fc.stringMatching(/^[a-z][A-Za-z]{0,8}$/).filter((name) => name !== "signature"),
  fc.oneof(fc.string({ unit: "binary" }), fc.double({ noNaN: true, noDefaultInfinity: true })),
  { noNullPrototype: true },
);

const unsendable: readonly (readonly [string, unknown])[] = [
  ["NaN", Number.NaN],
  ["an infinite number", Infinity],
  ["nothing", undefined],
  ["null", null],
  ["a list", ["BTCUSDT"]],
  ["an object", {}],
  ["a bigint", 1n],
  ["half a surrogate pair", "\ud83d"],
];

async function failureOf(action: () => unknown): Promise<unknown> {
  try {
    return await action();
  } catch (error) {
    return error;
  }
}

test("the WebSocket API signs parameters sorted by name and raw, as in the documents", () => {
  const numbers = { price: "52000.00", quantity: "0.01000000", recvWindow: 100 };
  const sent = { ...order, ...numbers, timestamp: 1645423376532, apiKey: API_KEY };
  expect(webSocketPayload(sent)).toBe(
    `apiKey=${API_KEY}&price=52000.00&quantity=0.01000000&recvWindow=100&side=SELL&symbol=BTCUSDT` +
      "&timeInForce=GTC&timestamp=1645423376532&type=LIMIT",
  );
  expect(webSocketPayload({ symbol: "１２３４５６", newClientOrderId: "a b&c=d%/+" })).toBe(
    "newClientOrderId=a b&c=d%/+&symbol=１２３４５６",
  );
});

test("capitals sort before small letters, as bytes do", () => {
  expect(webSocketPayload({ b: "1", a: "2", B: "3", ab: "4" })).toBe("B=3&a=2&ab=4&b=1");
});

test("numbers and booleans are signed exactly as JSON renders them", () => {
  const property = fc.property(params, (given) => {
    const sent = JSON.parse(JSON.stringify(given), (_, value: unknown) =>
      typeof value === "number" ? JSON.stringify(value) : value,
    ) as SignableParams;
    expect(webSocketPayload(given)).toBe(webSocketPayload(sent));
  });
  fc.assert(property);
  expect(webSocketPayload({ recvWindow: 6000.346, computeCommissionRates: true })).toBe(
    "computeCommissionRates=true&recvWindow=6000.346",
  );
});

test("the signature is put in raw, beside the parameters as they were given", async () => {
  const signer = vi.fn<Signer>(async () => "a/b+c==");
  const given = { timestamp: 1747385641636, apiKey: API_KEY };
  expect(await signedParams(given, signer)).toEqual({ ...given, signature: "a/b+c==" });
  expect(signer.mock.calls).toEqual([[`apiKey=${API_KEY}&timestamp=1747385641636`]]);
});

test("signing anew replaces the signature and does not sign it", async () => {
  const echo = async (payload: string) => `<${payload}>`;
  const once = await signedParams({ timestamp: 1 }, echo);
  expect(await signedParams({ ...once, timestamp: 2 }, echo)).toEqual({
    timestamp: 2,
    signature: "<timestamp=2>",
  });
  expect(await signedQuery({ signature: "old", timestamp: 3 }, echo)).toBe(
    "timestamp=3&signature=%3Ctimestamp%3D3%3E",
  );
});

test("REST signs parameters in their order and percent-encoded, as in the documents", () => {
  const sent = { symbol: "１２３４５６", side: "BUY", recvWindow: 5000, quantity: 1, price: 0.1 };
  expect(restPayload(sent)).toBe(
    "symbol=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96&side=BUY&recvWindow=5000&quantity=1&price=0.1",
  );
});

test("REST leaves the unreserved characters alone, and encodes every other", () => {
  expect(restPayload({ "it's": "A-z_0.9~ !'()*&=%+/\n" })).toBe(
    "it%27s=A-z_0.9~%20%21%27%28%29%2A%26%3D%25%2B%2F%0A",
  );
});

test("the signature ends the query, itself percent-encoded", async () => {
  // The example of RSA in the documents.
  const signature =
    "HZ8HOjiJ1s/igS9JA+n7+7Ti/ihtkRF5BIWcPIEluJP6tlbFM/Bf44LfZka/iemtahZAZzcO9TnI5uaXh3++lrqtNonCwp6/245UFWkiW1elpgtVAmJPbogcAv6rSlokztAfWk296ZJXzRDYAtzGH0gq7CgSJKfH+XxaCmR0WcvlKjNQnp12/eKXJYO4tDap8UCBLuyxDnR7oJKLHQHJLP0r0EAVOOSIbrFang/1WOq+Jaq4Efc4XpnTgnwlBbWTmhWDR1pvS9iVEzcSYLHT/fNnMRxFc7u+j3qI//5yuGuu14KR0MuQKKCSpViieD+fIti46sxPTsjSemoUKp0oXA==";
  const sent = { ...order, quantity: 1, price: 0.2, timestamp: 1668481559918, recvWindow: 5000 };
  const query = await signedQuery(sent, async () => signature);
  expect(query).toBe(
    "symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=1&price=0.2&timestamp=1668481559918&recvWindow=5000" +
      `&signature=${signature.replaceAll("/", "%2F").replaceAll("+", "%2B").replaceAll("=", "%3D")}`,
  );
});

test("a query without parameters is its signature", async () => {
  expect(await signedQuery({}, async () => "f00")).toBe("signature=f00");
});

test("no parser of URLs changes a query after it was signed", async () => {
  const property = fc.asyncProperty(params, async (given) => {
    const query = await signedQuery(given, async (payload) => `<${payload}>`);
    expect(new URL(`https://api.binance.com/api/v3/order?${query}`).search).toBe(`?${query}`);
    const read = [...new URLSearchParams(query)];
    const sent = Object.entries(given).map(([name, value]) => [name, String(value)]);
    expect(read).toEqual([...sent, ["signature", `<${restPayload(given)}>`]]);
  });
  await fc.assert(property);
});

test.each(unsendable)("%s as a value is refused by name", async (_, value) => {
  const bad = { timestamp: 1, symbol: value } as unknown as SignableParams;
  const signer = vi.fn<Signer>(async () => "signature");
  const refused = [
    await failureOf(() => webSocketPayload(bad)),
    await failureOf(() => restPayload(bad)),
    await failureOf(() => signedParams(bad, signer)),
    await failureOf(() => signedQuery(bad, signer)),
  ];
  for (const error of refused) {
    expect(isListenKeyError(error)).toBe(true);
    expect(error).toMatchObject({
      code: "CONFIGURATION",
      message: expect.stringContaining("the parameter symbol must be"),
    });
  }
  expect(signer).not.toHaveBeenCalled();
});

test.each([
  ["nothing", undefined],
  ["an empty text", ""],
  ["bytes", new Uint8Array(64)],
])("a signer that gives %s has given no signature", async (_, given) => {
  const signer = (async () => given) as unknown as () => Promise<string>;
  const refused = { code: "CONFIGURATION", message: expect.stringContaining("hex or base64") };
  await expect(signedParams({ timestamp: 1 }, signer)).rejects.toMatchObject(refused);
  await expect(signedQuery({ timestamp: 1 }, signer)).rejects.toMatchObject(refused);
});

test("without a signer there is nothing to sign with", async () => {
  const none = undefined as unknown as () => Promise<string>;
  const refused = { code: "CONFIGURATION", message: expect.stringContaining("signer is missing") };
  await expect(signedParams({ timestamp: 1 }, none)).rejects.toMatchObject(refused);
  await expect(signedQuery({ timestamp: 1 }, none)).rejects.toMatchObject(refused);
});

test("what a signer fails with reaches the caller as it is", async () => {
  const failure = new Error("the vault is sealed");
  const signer = () => Promise.reject(failure);
  await expect(signedParams({ timestamp: 1 }, signer)).rejects.toBe(failure);
  await expect(signedQuery({ timestamp: 1 }, signer)).rejects.toBe(failure);
});
