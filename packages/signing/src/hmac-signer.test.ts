import { createHmac } from "node:crypto";
import { signedParams, signedQuery } from "@listenkey/core/kit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hmacSigner } from "./hmac-signer.ts";
import { ED25519_PEM, failureOf, leaksOf, refusal } from "./keys.fixture.ts";

/** Key and secret of the examples in the documents. */
const API_KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";
const SECRET = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";

const limit = { type: "LIMIT", timeInForce: "GTC" };

/**
 * Source: https://developers.binance.com/docs/binance-spot-api-docs/rest-api/request-security
 */
const restExamples = [
  {
    symbol: "LTCBTC",
    signature: "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71",
  },
  {
    symbol: "１２３４５６",
    signature: "e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3",
  },
];

/**
 * Source: https://developers.binance.com/docs/binance-spot-api-docs/websocket-api/request-security, and the example of
 * `session.logon`. The two of `userDataStream.subscribe.signature` are our own: the documents have none.
 */
const webSocketExamples = [
  {
    title: "an order",
    params: {
      ...limit,
      symbol: "BTCUSDT",
      side: "SELL",
      price: "52000.00",
      quantity: "0.01000000",
      timestamp: 1645423376532,
      recvWindow: 100,
    },
    signature: "aa1b5712c094bc4e57c05a1a5c1fd8d88dcd628338ea863fec7b88e59fe2db24",
  },
  {
    title: "an order of a symbol that is not ASCII",
    params: {
      ...limit,
      symbol: "１２３４５６",
      side: "BUY",
      price: "0.10000000",
      quantity: "1.00000000",
      timestamp: 1645423376532,
      recvWindow: 5000,
    },
    signature: "b33892ae8e687c939f4468c6268ddd4c40ac1af18ad19a064864c47bae0752cd",
  },
  {
    title: "a session.logon",
    params: { timestamp: 1649729878532 },
    signature: "1cf54395b336b0a9727ef27d5d98987962bc47aca6e13fe978612d0adee066ed",
  },
  {
    title: "a subscription",
    params: { timestamp: 1747385641636 },
    signature: "681110a6057ad58657af22f5640fab9dd17418834cdfccdc81be8b0f7b2cde3e",
  },
  {
    title: "a subscription with a recvWindow",
    params: { timestamp: 1747385641636, recvWindow: 5000 },
    signature: "49601ffc5b0122c3c7ee3ea85ef7d6cd76256f5191a57c976418faa32e917653",
  },
];

test.each(restExamples)(
  "a REST order of $symbol is signed as in the documents",
  async ({ symbol, signature }) => {
    const order = { symbol, side: "BUY", ...limit, quantity: 1, price: 0.1, recvWindow: 5000 };
    const query = await signedQuery({ ...order, timestamp: 1499827319559 }, hmacSigner(SECRET));
    expect(query).toBe(
      `symbol=${encodeURIComponent(symbol)}&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1` +
        `&recvWindow=5000&timestamp=1499827319559&signature=${signature}`,
    );
  },
);

test.each(webSocketExamples)(
  "$title on the WebSocket API is signed as in the documents",
  async ({ params, signature }) => {
    const sent = { apiKey: API_KEY, ...params };
    expect(await signedParams(sent, hmacSigner(SECRET))).toEqual({ ...sent, signature });
  },
);

test("any secret signs any payload as HMAC-SHA256 of their UTF-8", async () => {
  const secret = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 200 })
    .filter((text) => text === text.trim());
  const property = fc.asyncProperty(
    secret,
    fc.string({ unit: "binary", maxLength: 200 }),
    async (key, payload) => {
      const expected = createHmac("sha256", key).update(payload).digest("hex");
      expect(await hmacSigner(key)(payload)).toBe(expected);
    },
  );
  await fc.assert(property, { numRuns: 50 });
});

test.each([
  ["that is missing", undefined, /the secret is empty; give the secret key/],
  ["that is empty", "", /the secret is empty; give the secret key/],
  ["of white space", " \n", /the secret is empty; give the secret key/],
  ["that is no text", Buffer.from(SECRET), /the secret is empty; give the secret key/],
  ["with a line end", `${SECRET}\n`, /trim it/],
  ["with a space before it", ` ${SECRET}`, /trim it/],
  ["that is a PEM", ED25519_PEM, /use pemSigner/],
  ["that is a PEM on one line", ED25519_PEM.replaceAll("\n", "\\n"), /use pemSigner/],
])("a secret %s is refused at once, with the remedy", async (_, secret, remedy) => {
  const error = await failureOf(() => hmacSigner(secret as string));
  expect(error).toMatchObject(refusal(remedy));
  expect(leaksOf(error, [SECRET, ED25519_PEM])).toEqual([]);
});
