import { inspect } from "node:util";
import {
  createListenKeyApi,
  createListenKeyManager,
  type ListenKeyManagerOptions,
  type ListenKeyProduct,
  type Transport,
} from "@listenkey/core";
import {
  scriptedTransport,
  virtualClock,
  type ScriptedAnswer,
  type ScriptedReply,
} from "@listenkey/core/testing";
import { assertSecureUrl } from "@listenkey/core/transport";
import { umfutures } from "@listenkey/umfutures";
import { expect, test } from "vitest";
import { EVENT_NAMES } from "../src/promises/world.ts";

const API_KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";
const LISTEN_KEY = "pqia91ma19a5s61cv6a81va65sdf19v8a65a1a5s61cv6a81va65sdf19v8a65a1";

/** The words of one who repeats all that was told. */
const ECHO = `no ${LISTEN_KEY} of ${API_KEY} at https://x.test/?listenKey=${LISTEN_KEY}&k=${API_KEY}`;

/** A product whose every call but the first names the listen key. */
const product: ListenKeyProduct = {
  ...umfutures,
  listenKey: {
    ...umfutures.listenKey,
    keepalive: { ...umfutures.listenKey.keepalive, keyParam: "listenKey" },
    revoke: { ...umfutures.listenKey.revoke, keyParam: "listenKey" },
  },
};

/** The secrets that show when a value is printed in any of the usual ways. */
function secretsIn(value: unknown): string[] {
  const ways = [inspect(value, { depth: null, showHidden: true })];
  ways.push(String(value), JSON.stringify(value) ?? "");
  for (let each = value; each instanceof Error; each = each.cause)
    ways.push(String(each), each.stack ?? "", JSON.stringify(each));
  return [API_KEY, LISTEN_KEY].filter((secret) => ways.some((text) => text.includes(secret)));
}

/** What is thrown or rejected with. */
async function failureOf(action: () => unknown): Promise<unknown> {
  try {
    await action();
  } catch (error) {
    return error;
  }
  throw new Error("It did not fail");
}

/** What the three calls fail with. */
async function failuresOf(transport: () => Transport): Promise<readonly unknown[]> {
  const api = () => {
    const options = { product, apiKey: API_KEY, clock: virtualClock() };
    return createListenKeyApi({ ...options, transport: transport() });
  };
  return Promise.all([
    failureOf(() => api().create()),
    failureOf(() => api().keepalive(LISTEN_KEY)),
    failureOf(() => api().revoke(LISTEN_KEY)),
  ]);
}

test("the search finds a secret wherever it may hide", () => {
  const leaks: readonly unknown[] = [
    new Error(API_KEY),
    new Error("words", { cause: new Error("words", { cause: { key: API_KEY } }) }),
    Object.assign(new Error("words"), { headers: { "x-mbx-apikey": API_KEY } }),
    Object.defineProperty(new Error("words"), "hidden", { value: API_KEY }),
    { toJSON: () => API_KEY },
    [{ event: { error: new Error(API_KEY) } }],
  ];
  expect(leaks.flatMap(secretsIn)).toEqual(leaks.map(() => API_KEY));
});

const bodies: Readonly<Record<string, unknown>> = {
  "an error": { code: -1125, msg: ECHO },
  "a wrapped error": { error: { code: -2015, msg: ECHO, data: { retryAfter: 1, key: API_KEY } } },
  "an error without a code": { msg: ECHO, listenKey: LISTEN_KEY },
  HTML: `<html><title>${ECHO}</title></html>`,
  "broken JSON": `{"listenKey":"${LISTEN_KEY}`,
  "text that no parser understands": ECHO,
};

test.each(Object.keys(bodies))("no refusal with %s tells a secret", async (kind) => {
  const headers = { "retry-after": LISTEN_KEY, date: API_KEY, "x-echo": API_KEY };
  const body = bodies[kind];
  for (const status of [302, 400, 401, 403, 404, 408, 410, 418, 429, 500, 502, 503]) {
    const answer = () => ({ status, headers, body });
    const failures = await failuresOf(() => scriptedTransport(answer));
    expect(failures.flatMap(secretsIn)).toEqual([]);
  }
});

test.each(["HTML", "broken JSON", "text that no parser understands"])(
  "no complaint about %s tells a secret",
  async (kind) => {
    const answer = () => ({ status: 200, body: bodies[kind] });
    const failures = await failuresOf(() => scriptedTransport(answer));
    expect(failures.flatMap(secretsIn)).toEqual([]);
  },
);

/** What a runtime may throw: an error that knows the whole request. */
const foreign = Object.assign(new TypeError(ECHO, { cause: new Error(ECHO) }), {
  code: LISTEN_KEY,
  config: { headers: { "x-mbx-apikey": API_KEY } },
});

const named = Object.assign(new Error(ECHO), { name: LISTEN_KEY });

test.each<[string, Transport["send"]]>([
  ["rejects with all it knows", () => Promise.reject(foreign)],
  ["rejects with an error named like a secret", () => Promise.reject(named)],
  ["rejects with words", () => Promise.reject(ECHO as unknown as Error)],
  [
    "throws",
    () => {
      throw foreign;
    },
  ],
])("a transport that %s causes no error that tells a secret", async (_, send) => {
  const failures = await failuresOf(() => ({ ...scriptedTransport(), send }));
  expect(failures.flatMap(secretsIn)).toEqual([]);
});

test("an aborted call tells no secret, not even one in the reason", async () => {
  const options = { product, apiKey: API_KEY, transport: scriptedTransport() };
  const signal = AbortSignal.abort(new Error(ECHO));
  const failure = await failureOf(() => createListenKeyApi(options).create({ signal }));
  expect(secretsIn(failure)).toEqual([]);
});

test.each<[string, object]>([
  ["an API key with a line end", { apiKey: `${API_KEY}\n` }],
  ["an API key with an umlaut", { apiKey: `${API_KEY}ü` }],
  ["two API keys", { apiKey: `${API_KEY} ${API_KEY}` }],
  ["credentials in a URL", { environment: { rest: `https://${API_KEY}:${LISTEN_KEY}@x.test` } }],
  ["a key in a query", { environment: { rest: `https://x.test/?listenKey=${LISTEN_KEY}` } }],
  ["a key in clear text", { environment: { rest: `http://x.test/${LISTEN_KEY}` } }],
  ["another option", { requestTimeoutMs: 0 }],
  ["keys beside the API key", { keys: {} }],
])("what is refused for %s is not shown", async (_, wrong) => {
  const right = { product, apiKey: API_KEY, transport: scriptedTransport() };
  const options = { ...right, ...wrong } as ListenKeyManagerOptions;
  const failure = await failureOf(() => createListenKeyManager(options));
  expect(secretsIn(failure)).toEqual([]);
});

test.each([
  ["ws://x.test/ws/", LISTEN_KEY],
  ["", LISTEN_KEY],
  ["data:", LISTEN_KEY],
])("of the refused URL %j nothing is told that follows its origin", async (origin, rest) => {
  const failure = await failureOf(() => assertSecureUrl(origin + rest));
  expect(secretsIn(failure)).toEqual([]);
});

/** A manager with every event it tells. */
function watchedManager(answer: ScriptedAnswer) {
  const clock = virtualClock();
  const transport = scriptedTransport(answer);
  const manager = createListenKeyManager({ product, apiKey: API_KEY, transport, clock });
  const events: { readonly name: string; readonly event: unknown }[] = [];
  for (const name of EVENT_NAMES) manager.on(name, (event) => events.push({ name, event }));
  return { clock, manager, events };
}

const created = { status: 200, body: { listenKey: LISTEN_KEY } };

test("no event of a troubled life tells a secret", async () => {
  const troubles: ScriptedReply[] = [
    created,
    "lost",
    { status: 503, body: ECHO },
    { status: 401, body: { code: -2015, msg: ECHO } },
    { status: 400, body: { code: -1125, msg: ECHO } },
    { status: 500, body: { msg: ECHO } },
    created,
    { status: 200, body: { listenKey: "another" } },
  ];
  const { clock, manager, events } = watchedManager(() => troubles.shift() ?? created);
  await manager.open();
  await clock.advance(3 * 3_600_000);
  await manager.close();
  expect(troubles).toEqual([]);
  const told = new Set(events.map(({ name }) => name));
  expect(EVENT_NAMES.filter((name) => !told.has(name))).toEqual(["failed"]);
  expect(secretsIn(events)).toEqual([]);
});

test("a failure for good tells no secret", async () => {
  const body = { code: -1102, msg: ECHO };
  const { manager, events } = watchedManager(() => ({ status: 400, body }));
  const failure = await failureOf(() => manager.open());
  expect(events).toMatchObject([{ name: "failed" }]);
  expect(secretsIn([failure, events])).toEqual([]);
});

test("the errors of a key source tell no secret", async () => {
  const clock = virtualClock();
  const keys = { create: () => Promise.reject(foreign), renew: () => Promise.reject(named) };
  const manager = createListenKeyManager({ product, keys, clock, openTimeoutMs: 1_000 });
  const outcome = failureOf(() => manager.open());
  await clock.advance(1_000);
  expect(await outcome).toMatchObject({ code: "NETWORK" });
  expect(secretsIn(await outcome)).toEqual([]);
});

test("a manager that is printed whole shows no secret", async () => {
  const { manager } = watchedManager(() => created);
  expect(await manager.open()).toBe(LISTEN_KEY);
  expect(secretsIn(manager)).toEqual([]);
  await manager.close();
});
