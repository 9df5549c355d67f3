import { expect, test } from "vitest";
import { createListenKeyApi, type ListenKeyApiOptions, type ListenKeyProduct } from "../index.ts";
import type { RateLimitPool } from "../product.ts";
import { scriptedTransport, virtualClock, type ScriptedReply } from "../testing.ts";
import { testProduct } from "../testing/test-product.ts";

const MINUTE = 60_000;

/** APIs over one transport, whose exchange answers what it is told to. */
function setup(reply: ScriptedReply) {
  const clock = virtualClock();
  const exchange = { reply };
  const transport = scriptedTransport(() => exchange.reply);
  const apiFor = (
    product: ListenKeyProduct = testProduct(),
    more: Partial<ListenKeyApiOptions> = {},
  ) => createListenKeyApi({ product, apiKey: "API-KEY", transport, clock, ...more });
  return { clock, exchange, transport, apiFor };
}

const created = { status: 200, body: { listenKey: "KEY" } };

/** Calls a listen key API and says for how many minutes it is told to wait. */
async function minutesToWait(
  { clock }: ReturnType<typeof setup>,
  api: ReturnType<typeof createListenKeyApi>,
): Promise<number> {
  const error: unknown = await api.create().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "RATE_LIMITED" });
  return ((error as { retryAt: number }).retryAt - clock.now()) / MINUTE;
}

test("while the exchange wants silence calls are refused without a request", async () => {
  const world = setup({ status: 429, headers: { "retry-after": "60" } });
  const { clock, exchange, transport, apiFor } = world;
  const api = apiFor();
  const retryAt = clock.now() + MINUTE;
  await expect(api.create()).rejects.toMatchObject({ code: "RATE_LIMITED", status: 429, retryAt });
  exchange.reply = created;
  await clock.advance(MINUTE - 1);
  for (const call of [api.create(), api.keepalive("KEY"), api.revoke("KEY")]) {
    await expect(call).rejects.toMatchObject({
      code: "RATE_LIMITED",
      status: 429,
      retryAt,
      message: expect.stringContaining(new Date(retryAt).toISOString()),
    });
  }
  expect(transport.requests).toHaveLength(1);
  await clock.advance(1);
  await expect(api.create()).resolves.toMatchObject({ listenKey: "KEY" });
});

test.each([
  [429, "", [2, 4, 8, 16, 32, 60, 60]],
  [418, { code: -1003, msg: "Banned." }, [2, 4, 8, 16, 32, 60, 60]],
  [403, "<html>", [5, 10, 20, 40, 60, 60]],
])("%i without a word of how long doubles up to an hour", async (status, body, expected) => {
  const world = setup({ status, body });
  const api = world.apiFor();
  const waits: number[] = [];
  for (const _ of expected) {
    waits.push(await minutesToWait(world, api));
    await world.clock.advance((waits.at(-1) ?? 0) * MINUTE);
  }
  expect(waits).toEqual(expected);
});

test("an ordinary answer ends the doubling", async () => {
  const world = setup({ status: 429 });
  const api = world.apiFor();
  expect(await minutesToWait(world, api)).toBe(2);
  await world.clock.advance(2 * MINUTE);
  world.exchange.reply = created;
  await api.create();
  world.exchange.reply = { status: 429 };
  await world.clock.advance(1);
  expect(await minutesToWait(world, api)).toBe(2);
});

test("calls that were under way together double the silence once", async () => {
  const world = setup({ status: 429 });
  const api = world.apiFor();
  const waits = await Promise.all([1, 2, 3].map(() => minutesToWait(world, api)));
  expect(waits).toEqual([2, 2, 2]);
  expect(world.transport.requests).toHaveLength(3);
});

test.each<[string, (world: ReturnType<typeof setup>) => ReturnType<typeof createListenKeyApi>]>([
  ["another API key", ({ apiFor }) => apiFor(testProduct(), { apiKey: "OTHER" })],
  ["another product with the same pool", ({ apiFor }) => apiFor(testProduct({ id: "sibling" }))],
  [
    "an alias of the host",
    ({ apiFor }) => apiFor(testProduct(), { environment: { rest: "https://rest1.test" } }),
  ],
  [
    "the host by its own name",
    ({ apiFor }) => apiFor(testProduct(), { environment: { rest: "https://REST.test:443/" } }),
  ],
])("a ban is obeyed by %s", async (_, other) => {
  const world = setup({ status: 418 });
  await minutesToWait(world, world.apiFor());
  expect(await minutesToWait(world, other(world))).toBe(2);
  expect(world.transport.requests).toHaveLength(1);
});

test.each<[string, (world: ReturnType<typeof setup>) => ReturnType<typeof createListenKeyApi>]>([
  [
    "another pool",
    ({ apiFor }) =>
      apiFor(testProduct({ pool: { id: "other", scope: "ip", weightPerMinute: 2_400 } })),
  ],
  ["another environment", ({ apiFor }) => apiFor(testProduct(), { environment: "testnet" })],
  [
    "another exchange",
    ({ apiFor }) => apiFor(testProduct(), { environment: { rest: "https://own.test" } }),
  ],
  ["another transport", () => setup(created).apiFor()],
])("a ban does not concern %s", async (_, other) => {
  const world = setup({ status: 418 });
  await minutesToWait(world, world.apiFor());
  world.exchange.reply = created;
  await expect(other(world).create()).resolves.toMatchObject({ listenKey: "KEY" });
});

const perIp: RateLimitPool = { id: "ip", scope: "ip", weightPerMinute: 12_000 };
const perAccount: RateLimitPool = {
  id: "uid",
  scope: "account",
  weightPerMinute: 180_000,
  within: perIp,
};

test("429 stops only the account where limits count per account", async () => {
  const world = setup({ status: 429 });
  const product = testProduct({ pool: perAccount });
  const api = world.apiFor(product);
  await minutesToWait(world, api);
  world.exchange.reply = created;
  expect(await minutesToWait(world, api)).toBe(2);
  const other = world.apiFor(product, { apiKey: "OTHER" });
  await expect(other.create()).resolves.toMatchObject({ listenKey: "KEY" });
  await expect(world.apiFor(testProduct({ pool: perIp })).create()).resolves.toBeDefined();
});

test.each([
  [418, 2],
  [403, 5],
])("%i stops every account on the IP address", async (status, minutes) => {
  const world = setup({ status });
  const product = testProduct({ pool: perAccount });
  await minutesToWait(world, world.apiFor(product));
  const others = [
    world.apiFor(product, { apiKey: "OTHER" }),
    world.apiFor(testProduct({ pool: perIp })),
  ];
  for (const other of others) expect(await minutesToWait(world, other)).toBe(minutes);
  expect(world.transport.requests).toHaveLength(1);
});
