import fc from "fast-check";
import { expect, test } from "vitest";
import { createListenKeyApi, isListenKeyError } from "../index.ts";
import { scriptedTransport, virtualClock } from "../testing.ts";
import { testProduct } from "../testing/test-product.ts";

/** What `create()` makes of an answer: the key, or the error. */
async function outcomeOf(status: number, body: unknown): Promise<unknown> {
  const api = createListenKeyApi({
    product: testProduct(),
    apiKey: "API-KEY",
    transport: scriptedTransport(() => ({ status, body })),
    clock: virtualClock(),
  });
  return api.create().catch((error: unknown) => error);
}

const unreadable = {
  HTML: "<!doctype html><title>Sorry</title>",
  nothing: "",
  "broken JSON": '{"listenKey":"K',
  "an array": '["listenKey"]',
  null: "null",
  "a string": '"KEY"',
};

const codes = {
  200: "BAD_RESPONSE",
  204: "BAD_RESPONSE",
  302: "BAD_RESPONSE",
  400: "REJECTED",
  401: "REJECTED",
  403: "RATE_LIMITED",
  404: "REJECTED",
  408: "REJECTED",
  418: "RATE_LIMITED",
  429: "RATE_LIMITED",
  500: "REJECTED",
  502: "REJECTED",
  503: "REJECTED",
};

test.each(
  Object.entries(codes).flatMap(([status, code]) =>
    Object.entries(unreadable).map(([kind, body]) => ({
      status: Number(status),
      kind,
      body,
      code,
    })),
  ),
)("$status with $kind is $code, with the status", async ({ status, body, code }) => {
  const error = await outcomeOf(status, body);
  expect(error).toMatchObject({ code, status, message: expect.stringContaining(String(status)) });
  expect((error as Error).message).not.toContain("Sorry");
});

test.each(Object.entries(unreadable))("410 with %s is RETIRED", async (_, body) => {
  expect(await outcomeOf(410, body)).toMatchObject({ code: "RETIRED" });
});

test.each(["", "   ", "two words", "schlüssel", "K".repeat(513), 7, null, { a: 1 }])(
  "the listen key %j is none",
  async (listenKey) => {
    expect(await outcomeOf(200, { listenKey })).toMatchObject({
      code: "BAD_RESPONSE",
      message: expect.stringContaining("no usable listen key"),
    });
  },
);

test.each([1.5, "1800000000000", null, 2 ** 60])("the expiration %j is left out", async (value) => {
  const answer = await outcomeOf(200, { listenKey: "KEY", expiration: value });
  expect(answer).toEqual({ listenKey: "KEY" });
});

test.each([
  [400, -1125, "This listenKey does not exist.", "; create a new listen key"],
  [400, -2014, "API-key format invalid.", "; check that the API key is whole"],
  [401, -2015, "Invalid API-key, IP, or permissions for action.", "IP whitelist"],
  [403, -2015, "Not from here.", "IP whitelist"],
  [400, -1102, "Mandatory parameter 'symbol' was not sent.", "'symbol' was not sent"],
  [503, -1008, "Request throttled by system-level protection.", "; trying again is safe"],
  [400, -2014, "API-key format invalid.", "API-key format invalid; check"],
])("%i with code %i keeps the code and says what to do", async (...row) => {
  const [status, code, msg, hint] = row;
  const error = await outcomeOf(status, { code, msg });
  expect(error).toMatchObject({ code: "REJECTED", status, exchangeCode: code });
  expect((error as Error).message).toContain(msg.slice(0, -1));
  expect((error as Error).message).toContain(hint);
});

test("an error body may be wrapped, as on the WebSocket API", async () => {
  const body = { id: null, status: 400, error: { code: -1125, msg: "Gone." } };
  expect(await outcomeOf(400, body)).toMatchObject({ code: "REJECTED", exchangeCode: -1125 });
});

test("a refusal without a code has none", async () => {
  expect(await outcomeOf(404, { code: "404", msg: 404 })).toMatchObject({
    code: "REJECTED",
    exchangeCode: undefined,
  });
});

test("what the exchange says is cut to one short line without the secrets", async () => {
  const msg = `API-KEY\nand ${"more ".repeat(200)}`;
  const { message } = (await outcomeOf(400, { code: -1100, msg })) as Error;
  expect(message).toContain("*** and more");
  expect(message).not.toMatch(/API-KEY|\n/);
  expect(message.length).toBeLessThan(500);
});

test("whatever comes back, it is a key or an error of ours", async () => {
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc.record({
      listenKey: fc.anything(),
      code: fc.anything(),
      msg: fc.anything(),
      error: fc.anything(),
    }),
  );
  const property = fc.asyncProperty(fc.integer({ min: 100, max: 599 }), body, async (...answer) => {
    const [status, text] = answer;
    const outcome = await outcomeOf(status, typeof text === "string" ? text : toJson(text));
    if (isListenKeyError(outcome)) return;
    expect(outcome).toMatchObject({ listenKey: expect.stringMatching(/^[\x21-\x7e]+$/) });
  });
  await fc.assert(property);
});

/** JSON of anything that can be JSON. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? 0 : part));
}
