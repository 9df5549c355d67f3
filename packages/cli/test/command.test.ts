import { systemClock } from "@listenkey/core/kit";
import { expect, test } from "vitest";
import { runCommand } from "../src/command.ts";
import { recordingTerminal } from "./recording-terminal.ts";

async function run(...args: readonly string[]) {
  const terminal = recordingTerminal();
  const { signal } = new AbortController();
  const code = await runCommand(args, { terminal, signal, real: systemClock, env: {} });
  return { code, out: terminal.out.text, err: terminal.err.text };
}

test.each([
  { args: ["demo", "--sped", "3"], remedy: "Did you mean one of --seed, --speed?" },
  { args: ["demo", "--seed", "x"], remedy: "Give a whole number from 0" },
  { args: ["demo", "--seed", "-1"], remedy: "Give a whole number from 0" },
  { args: ["demo", "--seed", "1.5"], remedy: "Give a whole number from 0" },
  { args: ["demo", "--seed", "99999999999999999999"], remedy: "Give a whole number from 0" },
  { args: ["demo", "--speed", "0"], remedy: "Give a number over 0" },
  { args: ["demo", "--speed", "fast"], remedy: "Give a number over 0" },
  { args: ["demo", "--speed", " "], remedy: "Give a number over 0" },
  { args: ["demo", "--speed"], remedy: "argument missing" },
  { args: ["demo", "--product", "usdm"], remedy: "Give one of: spot, margin-cross" },
  { args: ["demo", "today"], remedy: "Expected 0 arguments" },
])("$args is refused on one line that names the remedy", async ({ args, remedy }) => {
  const { code, out, err } = await run(...args);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(/^listenkey: [^\n]+; see listenkey demo --help\n$/);
  expect(err).toContain(remedy);
});

test("without a command there is help, and the exit code of wrong usage", async () => {
  const { code, out, err } = await run();
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain("demo");
});

test("--help explains every option and every exit code", async () => {
  const { code, out, err } = await run("demo", "--help");
  expect([code, err]).toEqual([0, ""]);
  for (const told of ["--seed", "--speed", "--product", "--json", "portfolio-margin-pro", "130"]) {
    expect(out).toContain(told);
  }
});
