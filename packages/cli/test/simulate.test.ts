import { createListenKeyApi } from "@listenkey/core";
import { systemClock } from "@listenkey/core/kit";
import { hmacSigner } from "@listenkey/signing";
import { spot } from "@listenkey/spot";
import { openUserDataStream, type StreamProduct } from "@listenkey/stream";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import { umfutures } from "@listenkey/umfutures";
import { afterEach, expect, test, vi } from "vitest";
import { runCommand } from "../src/command.ts";
import { recordingTerminal } from "./recording-terminal.ts";
import { simulate, type SimulatedExchange } from "./simulated-exchange.ts";

const running: SimulatedExchange[] = [];

afterEach(async () => {
  for (const exchange of running.splice(0)) await exchange.end();
});

async function simulated(...args: readonly string[]) {
  const exchange = await simulate(...args);
  running.push(exchange);
  const { BINANCE_API_KEY: apiKey = "", BINANCE_API_SECRET: secret = "" } = exchange.variables;
  const { LISTENKEY_REST: rest = "", LISTENKEY_STREAM: stream = "" } = exchange.variables;
  const environment = { rest, stream, wsApi: exchange.variables["LISTENKEY_WS_API"] ?? "" };
  const transport = nodeHttpTransport();
  const access = { apiKey, transport, environment };
  return {
    exchange,
    secret,
    access,
    api: createListenKeyApi({ product: umfutures, ...access }),
    open: (product: StreamProduct) =>
      openUserDataStream({ product, ...access, signer: hmacSigner(secret) }),
  };
}

async function refused(...args: readonly string[]) {
  const terminal = recordingTerminal();
  const { signal } = new AbortController();
  const command = ["simulate", ...args];
  const code = await runCommand(command, { terminal, signal, real: systemClock, env: {} });
  return { code, out: terminal.out.text, err: terminal.err.text };
}

test("stdout is what a program needs, and nothing else; all else is on stderr", async () => {
  const { exchange } = await simulated();
  expect(Object.keys(exchange.variables)).toEqual([
    "BINANCE_API_KEY",
    "BINANCE_API_SECRET",
    "LISTENKEY_REST",
    "LISTENKEY_STREAM",
    "LISTENKEY_WS_API",
  ]);
  for (const name of ["spot", "margin-isolated-BTCUSDT", "portfolio-margin-pro"]) {
    expect(exchange.told).toContain(name);
  }
  expect(exchange.told).toContain(`${exchange.variables["LISTENKEY_REST"]}/fapi/v1/listenKey`);
});

test.each([spot, umfutures])("an account trades, and $id brings it", async (product) => {
  const { open } = await simulated("--product", product.id, "--pace", "6000");
  const stream = open(product);
  const types: string[] = [];
  for await (const event of stream) if (types.push(event.type) === 3) break;
  await stream.close();
  expect(types).not.toContain("gap");
});

test("at no pace nothing happens", async () => {
  const { open, exchange } = await simulated("--pace", "0", "--log");
  const stream = open(umfutures);
  await stream.ready();
  await stream.close();
  expect(exchange.told).toContain("/private/ws");
  expect(exchange.told).not.toContain("ORDER_TRADE_UPDATE");
});

test("faults strike what they were told to, as often as they were told to", async () => {
  const { api, exchange } = await simulated("--fault", "2xunauthorized:umfutures:create");
  const codes: unknown[] = [];
  for (let call = 0; call < 3; call += 1) {
    await api.create().then(
      () => codes.push(200),
      (error: unknown) => codes.push((error as { status?: number }).status),
    );
  }
  expect(codes).toEqual([401, 401, 200]);
  await exchange.end();
  expect(exchange.told).toContain("2xunauthorized:umfutures:create struck 2 times");
});

test("a fault with a time is told when it strikes, and strikes then", async () => {
  const { open, exchange } = await simulated("--pace", "0", "--fault", "1xcut@300ms");
  const stream = open(umfutures);
  await stream.ready();
  expect(exchange.told).not.toContain("fault:");
  await vi.waitFor(() => expect(stream.stats().reconnects).toBe(1), 5_000);
  expect(exchange.told).toMatch(/\d\d:\d\d:\d\d\.\d{3} fault: 1xcut@300ms\n/);
  await stream.close();
});

test.each([
  { name: "outage", error: { code: "NETWORK" } },
  { name: "blockApiKey", error: { code: "REJECTED", status: 401 } },
])("$name refuses what is asked until its span ends", async ({ name, error }) => {
  const { api } = await simulated("--fault", `${name}@0s+1s`);
  await expect(api.create()).rejects.toMatchObject(error);
  await expect(
    vi.waitFor(() => api.create(), { timeout: 5_000, interval: 20 }),
  ).resolves.toBeDefined();
});

test("the dialect is spoken", async () => {
  const { api } = await simulated("--dialect", "revocationWithoutKey=accepted");
  await expect(api.revoke("any")).resolves.toBeUndefined();
  const { api: other } = await simulated();
  await expect(other.revoke("any")).rejects.toMatchObject({ exchangeCode: -1125 });
});

test("at speed, a listen key lapses in real time as much sooner", async () => {
  const { api, exchange } = await simulated("--speed", "3600", "--log", "--pace", "0");
  await api.create();
  await vi.waitFor(() => expect(exchange.told).toContain("key 1 of umfutures expired"), 5_000);
});

test("the log tells what the exchange sees, and no secret", async () => {
  const { api, access, secret, open, exchange } = await simulated("--log", "--pace", "6000");
  const { listenKey } = await api.create();
  for (const product of [umfutures, spot]) {
    const stream = open(product);
    await vi.waitFor(() => expect(stream.stats().events).toBeGreaterThan(0), 5_000);
    await stream.close();
  }
  await api.revoke(listenKey);
  for (const line of ["POST /fapi/v1/listenKey 200 made key 1", "key 1 of umfutures was revoked"]) {
    expect(exchange.told).toContain(line);
  }
  expect(exchange.told).toMatch(/event \d+ went to socket 1/);
  for (const hidden of [access.apiKey, secret, listenKey]) {
    expect(exchange.told).not.toContain(hidden);
  }
});

test("Ctrl-C closes it, sums up, and frees its port", async () => {
  const { exchange, api } = await simulated();
  await api.create();
  await expect(exchange.end()).resolves.toBe(130);
  expect(exchange.told).toMatch(/Served for [\d.]+s:\n {2}1 requests \(1 × 200\)\n/);
  await expect(api.create()).rejects.toMatchObject({ code: "NETWORK" });
});

test("the same seed makes the same API key, another one another", async () => {
  const [one, same, other] = [
    await simulated(),
    await simulated("--seed", "1"),
    await simulated("--seed", "2"),
  ];
  expect(same.access.apiKey).toBe(one.access.apiKey);
  expect(other.access.apiKey).not.toBe(one.access.apiKey);
});

test("a port that is taken is refused with the remedy", async () => {
  const { exchange } = await simulated();
  const { port } = new URL(exchange.variables["LISTENKEY_REST"] ?? "");
  const { code, out, err } = await refused("--port", port);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toBe(
    `listenkey: port ${port} is taken; give another one with --port, or 0 for any that is free\n`,
  );
});

test.each([
  { args: ["--port", "70000"], remedy: "Give a port from 0 to 65535" },
  { args: ["--pace", "-1"], remedy: "Give a number from 0 to 60000" },
  { args: ["--speed", "0"], remedy: "Give a number from 0.1 to 3600" },
  { args: ["--fault", "halfopen@3s"], remedy: "Did you mean halfOpen" },
  { args: ["--dialect", "probe=x"], remedy: "Did you mean probes=unanswered?" },
  { args: ["--product", "usdm"], remedy: "Give one of: spot, margin-cross" },
])("$args is refused on one line", async ({ args, remedy }) => {
  const { code, out, err } = await refused(...args);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(/^listenkey: [^\n]+; see listenkey simulate --help\n$/);
  expect(err).toContain(remedy);
});

test("a command behind -- gets the variables, and its exit code is ours", async () => {
  const script =
    "fetch(process.env.LISTENKEY_REST + '/fapi/v1/listenKey', { method: 'POST', " +
    "headers: { 'x-mbx-apikey': process.env.BINANCE_API_KEY } }).then(({ status }) => process.exit(status - 193))";
  const { code, out, err } = await refused("--", process.execPath, "-e", script);
  expect([code, out]).toEqual([7, ""]);
  expect(err).toContain("1 requests (1 × 200)");
});

test("a command behind -- that does not exist is refused", async () => {
  const { code, err } = await refused("--", "no-such-program-anywhere");
  expect(code).toBe(2);
  expect(err).toContain("listenkey: no-such-program-anywhere cannot be run");
});
