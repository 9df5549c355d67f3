import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildCommand, type BuiltCommand } from "./built-command.ts";
import { serve, type ServedExchange } from "./served-exchange.ts";

let command: BuiltCommand;
let served: ServedExchange;

beforeAll(async () => {
  [command, served] = await Promise.all([buildCommand(), serve()]);
});
afterAll(async () => {
  command.remove();
  await served.close();
});

/** Resolves with the exit code, or the signal that ended it. */
function endOf(child: ReturnType<BuiltCommand["start"]>): Promise<number | NodeJS.Signals | null> {
  return new Promise(
    (resolve) => void child.once("close", (code, signal) => resolve(code ?? signal)),
  );
}

test("into a pipe go items alone, without colours, and everything else to stderr", async () => {
  const { code, out, err } = await command.run(["watch", "umfutures", "--count", "4"], served.env);
  expect(code).toBe(0);
  expect(out).toMatch(/^(\d\d:\d\d:\d\d\.\d{3} {2}[A-Z_]+ {2}.*\n)+$/);
  expect(err).toContain("closed after");
  expect(out + err).not.toContain("\u001b");
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s closes everything, tells the numbers and exits with %i", async (signal, code) => {
  const child = command.start(["watch", "umfutures", "--json"], served.env);
  const [ended, err] = [endOf(child), text(child.stderr)];
  let out = "";
  child.stdout.on("data", (chunk) => {
    out += String(chunk);
    if (out.split("\n").length > 3) child.kill(signal);
  });
  expect(await ended).toBe(code);
  expect(await err).toContain("closed after");
  // No line is printed in half.
  expect(out.endsWith("\n")).toBe(true);
  for (const line of out.trimEnd().split("\n")) JSON.parse(line);
});

test("when the reader has gone, as with head, it ends without a stack trace", async () => {
  const child = command.start(["watch", "umfutures"], served.env);
  const [ended, err] = [endOf(child), text(child.stderr)];
  child.stdout.once("data", () => child.stdout.destroy());
  expect(await ended).toBe(141);
  expect(await err).not.toMatch(/EPIPE|^ {4}at /m);
  expect(await err).toContain("closed after");
});

test("without a terminal nobody is asked", async () => {
  const { code, err } = await command.run(["keys", "revoke", "umfutures"], served.env);
  expect([code, err]).toEqual([2, expect.stringContaining("give --yes")]);
});

test("without a network the failure is one line", async () => {
  const env = { ...served.env, LISTENKEY_REST: "http://127.0.0.1:1" };
  const { code, out, err } = await command.run(["keys", "create", "umfutures"], env);
  expect([code, out]).toEqual([4, ""]);
  expect(err).toMatch(/^listenkey: The exchange could not be reached[^\n]*\n$/);
});
