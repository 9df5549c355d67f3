import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KeySource } from "@listenkey/core";
import type { Exchange, SimulatedAccount } from "@listenkey/simulator";
import { openUserDataStream } from "@listenkey/stream";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import { umfutures } from "@listenkey/umfutures";
import { expect, onTestFinished, test } from "vitest";
import { buildProgram } from "../src/built-program.ts";

/** What an example is told beside the hosts. */
type Environment = (account: SimulatedAccount, exchange: Exchange) => Record<string, string>;

const withSecret = (account: SimulatedAccount): Record<string, string> => {
  const { apiKey, secret } = account.credentials();
  return { BINANCE_API_KEY: apiKey, BINANCE_API_SECRET: secret };
};

/** Starts an example as a user would. */
async function start(example: string, environment: Environment = withSecret) {
  const entryPoints = [join(import.meta.dirname, "../../../examples", example)];
  const { exchange, server, path, end } = await buildProgram(() => ({ entryPoints }));
  const account = exchange.createAccount();
  const env = {
    LISTENKEY_REST: server.rest,
    LISTENKEY_STREAM: server.stream,
    LISTENKEY_WS_API: server.wsApi,
    ...environment(account, exchange),
  };
  const child = spawn(process.execPath, [path], { env });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await end();
  });
  let printed = "";
  const waiting: (() => void)[] = [];
  const listen = (chunk: Buffer): void => {
    printed += chunk.toString();
    for (const look of waiting) look();
  };
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  const ended = new Promise<number | null>((resolve) => {
    child.once("exit", resolve);
  });
  return {
    exchange,
    server,
    account,
    printed: () => printed,
    /** Resolves when it has printed a text so many times. */
    says: (text: string, times = 1) =>
      new Promise<void>((tell) => {
        const look = (): void => {
          if (printed.split(text).length > times) tell();
        };
        waiting.push(look);
        look();
      }),
    /** Resolves with its exit code. */
    ended,
    /** Presses Ctrl-C. Resolves with its exit code. */
    interrupt: () => {
      child.kill("SIGINT");
      return ended;
    },
  };
}

/** Resolves when an example has printed five more events. */
async function printsMore({ says, printed }: Awaited<ReturnType<typeof start>>) {
  const event = "ORDER_TRADE_UPDATE";
  await says(event, printed().split(event).length + 5);
}

test("the quick start prints what happens, survives a drop, tells of an outage, and ends at Ctrl-C", async () => {
  const program = await start("node/quick-start.mjs");
  const { exchange, account, says, printed, interrupt } = program;
  await says("live, as proved by");
  account.trade({ product: "umfutures", perMinute: 1_200 });
  await says("is PARTIALLY_FILLED");
  await says("fill: ");
  exchange.sockets[0]?.cut();
  await printsMore(program);
  exchange.goDown();
  await says("interrupted: connection");
  exchange.comeBack();
  await says("unknown: connection");
  await printsMore(program);
  const { listenKey } = account.keys("umfutures");
  expect(await interrupt()).toBe(0);
  expect(listenKey).toHaveLength(64);
  expect(printed()).not.toContain(listenKey);
});

test("the spot example signs with a secret, and prints orders", async () => {
  const { account, says, printed, interrupt } = await start("node/spot.mjs");
  await says("live, as proved by subscription");
  account.trade({ product: "spot", perMinute: 600 });
  await says("order");
  expect(await interrupt()).toBe(0);
  expect(printed()).not.toContain(account.credentials().secret);
});

test("the spot example signs with a key from a file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "listenkey-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "key.pem");
  const { publicKey, privateKey } = generateKeyPairSync("ed25519", {
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  await writeFile(path, privateKey);
  const { says, interrupt } = await start("node/spot.mjs", (account) => ({
    BINANCE_API_KEY: account.createApiKey({ publicKey }),
    BINANCE_KEY_FILE: path,
  }));
  await says("live, as proved by subscription");
  expect(await interrupt()).toBe(0);
});

test("the example of many accounts tells them apart, and an account that is refused hurts no other", async () => {
  const program = await start("node/many-accounts.mjs", (main, exchange) => {
    const beta = exchange.createAccount().credentials();
    const wrong = exchange.createAccount().credentials();
    return {
      ...withSecret(main),
      BINANCE_API_KEY_BETA: beta.apiKey,
      BINANCE_API_SECRET_BETA: beta.secret,
      BINANCE_API_KEY_WRONG: wrong.apiKey,
      BINANCE_API_SECRET_WRONG: "wrong",
    };
  });
  const { exchange, account, says, printed, interrupt } = program;
  await says("WRONG is given up: ");
  await says("main is live");
  await says("BETA is live");
  for (const each of exchange.accounts) each.trade({ product: "spot", perMinute: 600 });
  await says("main BTCUSDT");
  await says("BETA BTCUSDT");
  exchange.goDown();
  exchange.comeBack();
  await says("main unknown: connection");
  await says("BETA unknown: connection");
  expect(await interrupt()).toBe(0);
  expect(printed()).not.toContain("WRONG unknown");
  expect(printed()).not.toContain(account.credentials().secret);
});

/** The client's half of the key server, which the page uses; as plain JavaScript it has no types. */
interface ServerKeys {
  keysFromServer(url: string, headers: Record<string, string>): KeySource;
}

test("the key server gives listen keys to those who show the token, another one after an expiry, and nothing else", async () => {
  const program = await start("node/key-server.mjs", (owner) => ({
    BINANCE_API_KEY: owner.credentials().apiKey,
    ACCESS_TOKEN: "token",
    PORT: "0",
  }));
  const { account, server, says, printed, interrupt } = program;
  await says("gives the key");
  const url = /http\S+/.exec(printed())?.[0] ?? "";
  expect((await fetch(url, { method: "POST" })).status).toBe(401);
  expect((await fetch(url)).status).toBe(405);

  const client = join(import.meta.dirname, "../../../examples/browser/keys-from-server.mjs");
  const half = (await import(client)) as ServerKeys;
  const transport = nodeHttpTransport();
  const stream = openUserDataStream({
    product: umfutures,
    keys: half.keysFromServer(url, { authorization: "Bearer token" }),
    transport,
    environment: { stream: server.stream },
  });
  onTestFinished(async () => {
    await stream.close();
    transport.close?.();
  });
  await stream.ready();
  const first = account.keys("umfutures").listenKey;
  account.trade({ product: "umfutures", perMinute: 1_200 });
  account.keys("umfutures").expire();
  const seen: string[] = [];
  for await (const event of stream) {
    seen.push(event.type);
    if (seen.includes("gap") && event.type === "ORDER_TRADE_UPDATE") break;
  }
  const second = account.keys("umfutures").listenKey;
  expect(second).not.toBe(first);
  expect(await interrupt()).toBe(0);
  expect(printed()).toContain("gave out key");
  expect(printed()).not.toContain(second);
});
