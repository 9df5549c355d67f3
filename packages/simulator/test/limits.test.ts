import { afterEach, describe, expect, test } from "vitest";
import type { PoolName } from "../src/index.ts";
import { faces, memoryFace, type Bench, type TestAnswer } from "./bench.ts";

const MINUTE = 60_000;
let bench: Bench;
afterEach(() => bench.close());

/** Each pool with a call that draws from it, and what it says. */
const POOLS: readonly {
  readonly pool: PoolName;
  readonly path: string;
  readonly weight: number;
  readonly code: number;
  readonly retryAfter: boolean;
}[] = [
  { pool: "api", path: "/api/v3/userDataStream", weight: 2, code: -1003, retryAfter: true },
  { pool: "sapi-uid", path: "/sapi/v1/userDataStream", weight: 1, code: -1003, retryAfter: true },
  { pool: "fapi", path: "/fapi/v1/listenKey", weight: 1, code: -1003, retryAfter: false },
  { pool: "fapi", path: "/dapi/v1/listenKey", weight: 1, code: -1003, retryAfter: false },
  { pool: "eapi", path: "/eapi/v1/listenKey", weight: 1, code: -1008, retryAfter: false },
  { pool: "papi", path: "/papi/v1/listenKey", weight: 1, code: -1003, retryAfter: false },
];

/** What matters of an answer to a client that has to wait. */
function outline(answer: TestAnswer): object {
  if (answer === "lost") return {};
  const { code, msg = "" } = JSON.parse(answer.body) as { code?: number; msg?: string };
  const [, until] = /IP banned until (\d+)\./.exec(msg) ?? [];
  return { status: answer.status, code, retryAfter: answer.headers["retry-after"], until };
}

describe.each(faces)("$name", (face) => {
  test.each(POOLS)("$path: 429 over the limit, 418 for going on", async (calls) => {
    const { pool, path, weight, code, retryAfter } = calls;
    bench = await face.open({
      limits: { weightPerMinute: { [pool]: 2 * weight }, toleratedOverruns: 3 },
    });
    const heard: unknown[] = [];
    for (let request = 0; request < 7; request += 1)
      heard.push(outline(await bench.call(`POST ${path}`)));
    const after = (ms: number): string | undefined => (retryAfter ? String(ms / 1000) : undefined);
    const ok = { status: 200 };
    const limited = { status: 429, code, retryAfter: after(MINUTE) };
    const until = String(bench.clock.now() + 2 * MINUTE);
    const banned = { status: 418, code, retryAfter: after(2 * MINUTE), until };
    expect(heard).toEqual([ok, ok, limited, limited, limited, banned, banned]);
    await bench.clock.advance(2 * MINUTE - 1);
    expect(await bench.call(`POST ${path}`)).toMatchObject({ status: 418 });
    await bench.clock.advance(1);
    expect(await bench.call(`POST ${path}`)).toMatchObject({ status: 200 });
    expect(bench.exchange.log.of("limited")).toMatchObject([{ pool }]);
    expect(bench.exchange.log.of("banned")).toMatchObject([{ pool }]);
  });
});

const usdm = "POST /fapi/v1/listenKey";
const status = async (line: string, apiKey?: string): Promise<unknown> => {
  const answer = await bench.call(line, apiKey === undefined ? {} : { apiKey });
  return answer === "lost" ? "lost" : answer.status;
};

test("the next minute starts anew", async () => {
  bench = await memoryFace.open({ limits: { weightPerMinute: { fapi: 1 } } });
  await bench.clock.advance(MINUTE - 1);
  expect([await status(usdm), await status(usdm)]).toEqual([200, 429]);
  await bench.clock.advance(1);
  expect(await status(usdm)).toBe(200);
});

test("bans double, up to three days", async () => {
  bench = await memoryFace.open({ limits: { weightPerMinute: { fapi: 0 }, toleratedOverruns: 0 } });
  const lengths: number[] = [];
  for (let ban = 0; ban < 14; ban += 1) {
    await bench.call(usdm);
    const [last] = bench.exchange.log.of("banned").slice(-1);
    lengths.push(((last?.until ?? 0) - bench.clock.now()) / MINUTE);
    await bench.clock.advance((last?.until ?? 0) - bench.clock.now());
  }
  expect(lengths.slice(0, 4)).toEqual([2, 4, 8, 16]);
  expect(lengths.at(-1)).toBe(3 * 24 * 60);
});

test("USD-M and COIN-M share a pool, the others do not", async () => {
  bench = await memoryFace.open({ limits: { weightPerMinute: { fapi: 1 } } });
  expect(await status(usdm)).toBe(200);
  expect(await status("POST /dapi/v1/listenKey")).toBe(429);
  expect(await status("POST /papi/v1/listenKey")).toBe(200);
  expect(await status("POST /eapi/v1/listenKey")).toBe(200);
  expect(await status("POST /sapi/v1/userDataStream")).toBe(200);
});

test("limits per IP address leave other addresses alone, limits per account other accounts", async () => {
  bench = await memoryFace.open({ limits: { weightPerMinute: { fapi: 1, "sapi-uid": 1 } } });
  const [theirs = ""] = bench.exchange.createAccount().apiKeys;
  expect([await status(usdm), await status(usdm, theirs)]).toEqual([200, 429]);
  const elsewhere = bench.exchange.transport({ latencyMs: 0, ip: "192.0.2.99" });
  const answer = await elsewhere.send({
    method: "POST",
    url: "https://fapi.binance.com/fapi/v1/listenKey",
    headers: { "x-mbx-apikey": theirs },
    signal: new AbortController().signal,
  });
  expect(answer.status).toBe(200);
  const margin = "POST /sapi/v1/userDataStream";
  expect([await status(margin), await status(margin)]).toEqual([200, 429]);
  expect(await status(margin, theirs)).toBe(200);
});

test("each sapi endpoint has its own limit", async () => {
  bench = await memoryFace.open({ limits: { weightPerMinute: { "sapi-uid": 1 } } });
  expect(await status("POST /sapi/v1/userDataStream")).toBe(200);
  expect(await status("POST /sapi/v1/margin/listen-key")).toBe(200);
  expect(await status("POST /sapi/v1/margin/listen-key")).toBe(429);
});

test("sixty revocations of margin risk keys use up an account's minute", async () => {
  bench = await memoryFace.open();
  const statuses: unknown[] = [];
  for (let call = 0; call < 61; call += 1)
    statuses.push(await status("DELETE /sapi/v1/margin/listen-key"));
  expect(statuses.slice(59)).toEqual([400, 429]);
});

test("requests that are refused count too", async () => {
  bench = await memoryFace.open({ limits: { weightPerMinute: { fapi: 2 } } });
  const statuses = [
    await status("PUT /fapi/v1/listenKey"),
    await status(usdm, "malformed"),
    await status(usdm),
  ];
  expect(statuses).toEqual([400, 401, 429]);
});

test("a ban by hand stops a pool, and one of sapi's addresses stops accounts there too", async () => {
  bench = await memoryFace.open();
  bench.exchange.ban("fapi", { who: "192.0.2.1", ms: 1000 });
  bench.exchange.ban("sapi-ip", { who: "192.0.2.1", ms: 1000 });
  expect(await status("POST /dapi/v1/listenKey")).toBe(418);
  expect(await status("POST /sapi/v1/userDataStream")).toBe(418);
  expect(await status("POST /api/v3/userDataStream")).toBe(200);
  await bench.clock.advance(1000);
  expect(await status("POST /sapi/v1/userDataStream")).toBe(200);
});
