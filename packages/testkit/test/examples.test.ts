import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SimulatedAccount } from "@listenkey/simulator";
import { expect, onTestFinished, test } from "vitest";
import { buildProgram } from "../src/built-program.ts";

/** What an example is told beside the hosts. */
type Environment = (account: SimulatedAccount) => Record<string, string>;

const withSecret: Environment = (account) => {
  const { apiKey, secret } = account.credentials();
  return { BINANCE_API_KEY: apiKey, BINANCE_SECRET: secret };
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
    ...environment(account),
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

test("the stream example prints what happens, survives a drop, tells of an outage, and ends at Ctrl-C", async () => {
  const program = await start("stream.mjs");
  const { exchange, account, says, printed, interrupt } = program;
  await says("live, as proved by");
  account.trade({ product: "umfutures", perMinute: 1_200 });
  await says('"kind":"order"');
  await says('"kind":"fill"');
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
  const { account, says, printed, interrupt } = await start("spot-stream.mjs");
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
  const { says, interrupt } = await start("spot-stream.mjs", (account) => ({
    BINANCE_API_KEY: account.createApiKey({ publicKey }),
    BINANCE_KEY_FILE: path,
  }));
  await says("live, as proved by subscription");
  expect(await interrupt()).toBe(0);
});

test("the fetch example keeps a key and ends by itself", async () => {
  const { says, ended } = await start("fetch.mjs");
  await says("is good until");
  expect(await ended).toBe(0);
});
