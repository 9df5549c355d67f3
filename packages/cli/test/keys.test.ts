import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@listenkey/core/kit";
import { fault } from "@listenkey/simulator";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Variables } from "../src/command-context.ts";
import { runCommand } from "../src/command.ts";
import type { Ask } from "../src/terminal.ts";
import { recordingTerminal } from "./recording-terminal.ts";
import { serve, type ServedExchange } from "./served-exchange.ts";

let served: ServedExchange;
const folder = mkdtempSync(join(tmpdir(), "listenkey-"));
const keyFile = join(folder, "key");

beforeAll(async () => {
  served = await serve();
});
beforeEach(() => rmSync(keyFile, { force: true }));
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await served.close();
});

async function keys(args: readonly string[], { env, ask }: { env?: Variables; ask?: Ask } = {}) {
  const terminal = recordingTerminal();
  const code = await runCommand(["keys", ...args], {
    terminal: { ...terminal, ...(ask && { ask }) },
    signal: new AbortController().signal,
    real: systemClock,
    env: { ...served.env, ...env },
  });
  return { code, out: terminal.out.text, err: terminal.err.text };
}

/** How often the exchange was asked to do something. */
function asked(call: string): number {
  return served.exchange.log.of("request").filter((request) => request.call === call).length;
}

test("create, renew and revoke live through a listen key's life", async () => {
  const created = await keys(["create", "umfutures"]);
  expect(created).toMatchObject({ code: 0, err: "" });
  const [, id] = /^listen key (\w+) of umfutures is good until \d{4}-/.exec(created.out) ?? [];
  expect(await keys(["renew", "umfutures"])).toMatchObject({
    code: 0,
    out: expect.stringContaining(`listen key ${id} of umfutures`) as string,
  });
  expect(await keys(["revoke", "umfutures", "--yes"])).toEqual({
    code: 0,
    out: "the listen key of umfutures is revoked\n",
    err: "",
  });
  expect(served.account.keys("umfutures").listenKey).toBeUndefined();
});

test("--json tells product, id and end", async () => {
  const { out } = await keys(["create", "options", "--json"]);
  expect(JSON.parse(out)).toEqual({
    product: "options",
    keyId: expect.stringMatching(/^\w{11}$/) as string,
    expiresAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
  });
});

test("--key-file keeps the key for its owner alone, and names it where the exchange asks for it", async () => {
  writeFileSync(keyFile, "old", { mode: 0o644 });
  const created = await keys(["create", "spot", "--key-file", keyFile]);
  const key = readFileSync(keyFile, "utf8").trim();
  expect(served.account.keys("spot").listenKey).toBe(key);
  expect(created.out).not.toContain(key);
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  for (const args of [
    ["renew", "spot", "--key-file", keyFile],
    ["revoke", "spot", "--key-file", keyFile, "--yes"],
  ]) {
    expect(await keys(args)).toMatchObject({ code: 0, err: "" });
  }
  expect(served.account.keys("spot").listenKey).toBeUndefined();
});

test("a key that has become another one is written over the old one", async () => {
  await keys(["create", "umfutures", "--key-file", keyFile]);
  const old = readFileSync(keyFile, "utf8");
  served.account.keys("umfutures").recreate();
  await keys(["renew", "umfutures", "--key-file", keyFile]);
  const { listenKey } = served.account.keys("umfutures");
  expect(readFileSync(keyFile, "utf8")).toBe(`${listenKey}\n`);
  expect(old).not.toBe(`${listenKey}\n`);
});

test.each([
  ["y", 0, 1],
  ["Yes", 0, 1],
  ["n", 1, 0],
  ["", 1, 0],
  ["yesterday", 1, 0],
] as const)("revoke asks, and %j ends with %i", async (answer, code, deletes) => {
  await keys(["create", "umfutures"]);
  const before = asked("revoke");
  const questions: string[] = [];
  const ask: Ask = (question) => {
    questions.push(question);
    return Promise.resolve(answer);
  };
  expect(await keys(["revoke", "umfutures"], { ask })).toMatchObject({ code, err: "" });
  expect(questions).toEqual([expect.stringMatching(/umfutures\? Every program .* \[y\/N\] $/)]);
  expect(asked("revoke") - before).toBe(deletes);
});

test("without a terminal and without --yes nothing is revoked", async () => {
  const before = asked("revoke");
  const { code, err } = await keys(["revoke", "umfutures"]);
  expect([code, asked("revoke")]).toEqual([2, before]);
  expect(err).toMatch(/^listenkey: [^\n]*give --yes[^\n]*\n$/);
});

test.each([
  { args: ["renew", "spot"], expected: 2, remedy: "give --key-file" },
  { args: ["revoke", "spot", "--yes"], expected: 2, remedy: "give --key-file" },
  { args: ["renew", "spot", "--key-file", "/nowhere"], expected: 2, remedy: "(ENOENT)" },
  { args: ["create", "spot", "--key-file", "/nowhere/key"], expected: 2, remedy: "(ENOENT)" },
  {
    args: ["create", "spot", "--rest", "http://127.0.0.1:1"],
    expected: 4,
    remedy: "check the network",
  },
])("$args fails with one line that names the remedy", async ({ args, expected, remedy }) => {
  const { code, out, err } = await keys(args);
  expect([code, out]).toEqual([expected, ""]);
  expect(err).toMatch(/^listenkey: [^\n]+\n$/);
  expect(err).toContain(remedy);
});

test("what Binance has switched off is said to be, with what there is instead", async () => {
  served.exchange.faults.next({ call: "create" }, fault.gone());
  const { code, err } = await keys(["create", "margin-cross"]);
  expect(code).toBe(3);
  expect(err).toContain("userListenToken");
});

test("a key file is not made where there is no key", async () => {
  await keys(["create", "umfutures", "--key-file", keyFile], { env: { BINANCE_API_KEY: "wrong" } });
  expect(existsSync(keyFile)).toBe(false);
});
