import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { buildProgram } from "../src/built-program.ts";

/** Starts an example as a user would. */
async function start(example: string) {
  const entryPoints = [join(import.meta.dirname, "../../../examples", example)];
  const { exchange, server, path, end } = await buildProgram(() => ({ entryPoints }));
  const account = exchange.createAccount();
  const env = {
    BINANCE_API_KEY: account.apiKeys[0],
    LISTENKEY_REST: server.rest,
    LISTENKEY_STREAM: server.stream,
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
  return {
    exchange,
    account,
    child,
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
    ended: new Promise<number | null>((resolve) => child.once("exit", resolve)),
  };
}

test("the Node example keeps a key, hears its events, survives a drop, and ends cleanly at Ctrl-C", async () => {
  const { exchange, account, child, says, ended, printed } = await start("node.mjs");
  await says("is good until");
  await says("listening");
  account.emit("umfutures", { e: "ACCOUNT_CONFIG_UPDATE", ac: { s: "BTCUSDT", l: 25 } });
  await says("event ACCOUNT_CONFIG_UPDATE");
  exchange.sockets[0]?.cut();
  await says("connecting again");
  await says("listening", 2);
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  expect(printed()).not.toContain(account.keys("umfutures").listenKey);
});

test("the fetch example keeps a key and ends by itself", async () => {
  const { says, ended } = await start("fetch.mjs");
  await says("is good until");
  expect(await ended).toBe(0);
});
