import { afterAll, beforeAll, expect, test } from "vitest";
import type { Variables } from "../src/command-context.ts";
import { buildCommand, type BuiltCommand } from "./built-command.ts";
import { inTerminal, type PseudoTerminal } from "./pseudo-terminal.ts";
import { serve, type ServedExchange } from "./served-exchange.ts";

const CTRL_C = "\u0003";

let command: BuiltCommand;
let served: ServedExchange;

beforeAll(async () => {
  [command, served] = await Promise.all([buildCommand(), serve()]);
});
afterAll(async () => {
  command.remove();
  await served.close();
});

function open(args: readonly string[], env: Variables = {}): PseudoTerminal {
  return inTerminal(command.args(...args), { ...served.env, ...env });
}

test("Ctrl-C while watching closes the sockets, takes the status line away and tells the numbers", async () => {
  const terminal = open(["watch", "umfutures"]);
  await terminal.shows(/● live {2}2 sockets {2}\d+ events/);
  await terminal.shows(/fill \S+ (BUY|SELL)/);
  terminal.type(CTRL_C);
  expect(await terminal.exited).toBe(130);
  const { screen, sent } = terminal;
  expect(screen.at(-1)).toMatch(/^\d\d:\d\d:\d\d\.\d{3} {2}closed after .* events, 0 gaps/);
  // Nothing of the status line, or of what the terminal echoes, is left.
  expect(screen.join("\n")).not.toMatch(/●|\^C/);
  // What the stream says about itself is dimmed.
  expect(sent.split("\r\n").find((line) => line.includes("  live: "))).toContain("\u001b[2m");
  await expect.poll(() => served.exchange.sockets.length).toBe(0);
});

test("NO_COLOR leaves the colours out, and the status line in", async () => {
  const terminal = open(["watch", "spot"], { NO_COLOR: "1" });
  await terminal.shows(/● live {2}2 sockets/);
  terminal.type(CTRL_C);
  expect(await terminal.exited).toBe(130);
  // oxlint-disable-next-line no-control-regex
  expect(terminal.sent).not.toMatch(/\u001b\[\d+(;\d+)*m/);
});

test("--json on a terminal is JSON lines, with the rest beside them", async () => {
  const terminal = open(["watch", "umfutures", "--json", "--count", "3"]);
  expect(await terminal.exited).toBe(0);
  // A long line is wrapped on the screen, not in what was sent.
  const items = terminal.sent.split("\r\n").filter((line) => line.startsWith("{"));
  expect(items.map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual([1, 2, 3]);
  expect(terminal.sent).not.toContain("●");
});

test("revoke asks, and does what the person says", async () => {
  await command.run(["keys", "create", "umfutures"], served.env);
  const denied = open(["keys", "revoke", "umfutures"]);
  await denied.shows("[y/N]");
  denied.type("n\r");
  expect(await denied.exited).toBe(1);
  expect(served.account.keys("umfutures").listenKey).toBeDefined();
  const agreed = open(["keys", "revoke", "umfutures"]);
  await agreed.shows("[y/N]");
  agreed.type("y\r");
  expect(await agreed.exited).toBe(0);
  expect(served.account.keys("umfutures").listenKey).toBeUndefined();
});

test.each([
  { what: "Ctrl-C", keys: CTRL_C, code: 130, last: /\[y\/N\] \^C$/ },
  { what: "the end of input", keys: "\u0004", code: 1, last: /^nothing was revoked$/ },
])("$what at the question revokes nothing", async ({ keys, code, last }) => {
  await command.run(["keys", "create", "umfutures"], served.env);
  const terminal = open(["keys", "revoke", "umfutures"]);
  await terminal.shows("[y/N]");
  terminal.type(keys);
  expect(await terminal.exited).toBe(code);
  expect(served.account.keys("umfutures").listenKey).toBeDefined();
  expect(terminal.screen.at(-1)).toMatch(last);
  expect(terminal.sent).toMatch(/\n$/);
});
