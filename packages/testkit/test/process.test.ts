import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { systemClock } from "@listenkey/core/kit";
import { createExchange } from "@listenkey/simulator";
import { serveExchange } from "@listenkey/simulator/server";
import { build } from "esbuild";
import { expect, onTestFinished, test } from "vitest";

/** Runs a program of its own process, as a user would have written it, against an exchange on real loopback. */
async function runProgram(program: string): Promise<{ stdout: string; stderr: string }> {
  const folder = await mkdtemp(join(tmpdir(), "listenkey-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const exchange = createExchange({ clock: systemClock, seed: 1 });
  const server = await serveExchange(exchange);
  onTestFinished(async () => {
    await server.close();
    exchange.close();
  });
  const outfile = join(folder, "program.mjs");
  await build({
    stdin: {
      contents: `
        import { createListenKeyManager } from "@listenkey/core";
        import { nodeHttpTransport } from "@listenkey/transport-node-http";
        import { umfutures } from "@listenkey/umfutures";
        const open = (rest, more = {}) => createListenKeyManager({
          product: umfutures,
          apiKey: ${JSON.stringify(exchange.createAccount().apiKeys[0])},
          transport: nodeHttpTransport(),
          environment: { rest },
          ...more,
        });
        const rest = ${JSON.stringify(server.rest)};
        const nobody = "http://127.0.0.1:9";
        ${program}`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["@listenkey/source"],
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    outfile,
  });
  return promisify(execFile)(process.execPath, [outfile]);
}

test("a program whose key is at rest ends by itself, without closing", async () => {
  const program = `console.log((await open(rest).open()).length)`;
  expect(await runProgram(program)).toEqual({ stdout: "64\n", stderr: "" });
});

test("a program that closes ends by itself", async () => {
  const program = `
    const manager = open(rest);
    await manager.open();
    await manager.close();
    console.log(manager.state)`;
  expect(await runProgram(program)).toEqual({ stdout: "closed\n", stderr: "" });
});

test("a pending open() in an outage neither lets the process slip away nor kills it", async () => {
  const program = `
    const manager = open(nobody, { openTimeoutMs: 700 });
    manager.on("createFailed", ({ attempt }) => { if (attempt === 1) console.log("trying"); });
    await manager.open().catch((error) => console.log(error.code, manager.state))`;
  expect(await runProgram(program)).toEqual({ stdout: "trying\nNETWORK idle\n", stderr: "" });
});
