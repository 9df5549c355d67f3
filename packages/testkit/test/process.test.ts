import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { buildProgram } from "../src/built-program.ts";

/** Runs a program as a user would have written it. */
async function runProgram(program: string): Promise<{ stdout: string; stderr: string }> {
  const built = await buildProgram((exchange, server) => ({
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
  }));
  onTestFinished(() => built.end());
  return promisify(execFile)(process.execPath, [built.path]);
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
