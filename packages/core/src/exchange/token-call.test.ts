import { expect, test } from "vitest";
import { Governor } from "../governor/governor.ts";
import { scriptedTransport, virtualClock, type ScriptedReply } from "../testing.ts";
import { ExchangeTime } from "../time/exchange-time.ts";
import type { SignedForm } from "./call.ts";
import { createToken, TOKEN_RETIREMENT } from "./token-call.ts";

const API_KEY = "ThisIsTheApiKeyThatMustNotBeSeen";

/** Asks for a token once. */
function setup(reply: ScriptedReply) {
  const clock = virtualClock();
  const transport = scriptedTransport(() => reply);
  const caller = {
    transport,
    clock,
    governor: Governor.of(transport, clock),
    pool: { id: "uid", scope: "account", weightPerMinute: 180_000 },
    realm: "live",
    account: "A",
    rest: "https://rest.test",
    apiKey: API_KEY,
    retirement: TOKEN_RETIREMENT,
    timeoutMs: 10_000,
  } as const;
  const params = { isIsolated: "true", symbol: "BTCUSDT" };
  const call = { method: "POST", path: "/sapi/v1/userListenToken", weight: 1, params } as const;
  const { signal } = new AbortController();
  const ask = (form?: SignedForm) => createToken(caller, { call, signal, ...(form && { form }) });
  return { clock, transport, caller, ask };
}

test("a token is asked for with the API key in a header and the rest in a form", async () => {
  const { ask, transport } = setup({ status: 200, body: { token: "a+b", expirationTime: 5 } });
  expect(await ask()).toEqual({ token: "a+b", expiresAt: 5 });
  expect(transport.requests).toMatchObject([
    {
      method: "POST",
      url: "https://rest.test/sapi/v1/userListenToken",
      headers: {
        "x-mbx-apikey": API_KEY,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "isIsolated=true&symbol=BTCUSDT",
    },
  ]);
});

test("a signed form is sent to the letter, and no error repeats its signature", async () => {
  const signature = "a+signature/that=must+not+be+seen";
  const body = { code: -1022, msg: `${signature} is not valid` };
  const { ask, transport } = setup({ status: 400, body });
  const form = { text: `symbol=%E5%B8%81!&signature=${encodeURIComponent(signature)}`, signature };
  const error = (await ask(form).catch((thrown: unknown) => thrown)) as Error;
  expect(transport.requests[0]?.body).toBe(form.text);
  expect(error).toMatchObject({ code: "REJECTED", exchangeCode: -1022 });
  const told = [error.message, error.stack, JSON.stringify(error)].join();
  expect(told).not.toContain(signature);
});

test.each([
  [1_758_792_204_196, 1_758_792_204_196],
  [1_749_094_553_955_907, 1_749_094_553_955.907],
  ["soon", undefined],
  [1.5, undefined],
])("an end at %j is read as %j", async (expirationTime, expiresAt) => {
  const { ask } = setup({ status: 200, body: { token: "T", expirationTime } });
  expect(await ask()).toEqual({ token: "T", ...(expiresAt !== undefined && { expiresAt }) });
});

test.each([{}, { token: "" }, { token: 5 }, { token: "a b" }, "<html>", ""])(
  "an answer %j has no token",
  async (body) => {
    await expect(setup({ status: 200, body }).ask()).rejects.toMatchObject({
      code: "BAD_RESPONSE",
    });
  },
);

test("a call that was switched off is told as retired", async () => {
  await expect(setup({ status: 410, body: "<html>" }).ask()).rejects.toMatchObject({
    code: "RETIRED",
  });
});

test("a refusal is told without the API key that it repeats", async () => {
  const body = { code: -2015, msg: `Invalid API-key ${API_KEY}` };
  const refused = await setup({ status: 400, body })
    .ask()
    .catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "REJECTED", exchangeCode: -2015 });
  expect(String(refused)).not.toContain(API_KEY);
});

test.each([200, 400, 429])("an answer with status %i tells the exchange's time", async (status) => {
  const { ask, caller } = setup({
    status,
    body: { token: "T" },
    headers: { date: "Sat, 21 Nov 2026 12:00:07 GMT" },
  });
  const time = ExchangeTime.of(caller);
  await ask().catch(() => undefined);
  expect(time.toExchange(0)).toEqual({ earliest: 6_999, latest: 8_001 });
});
