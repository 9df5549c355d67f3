import { expect, test } from "vitest";
import { screenOn } from "../src/campaign/terminal/terminal.ts";
import { readArguments } from "../src/chaos/chaos-command.ts";

function read(...args: readonly string[]) {
  const printed: string[] = [];
  const screen = screenOn({ write: (text) => printed.push(text) }, {});
  const flags = readArguments(args, { out: screen, err: screen }, () => 4711);
  return { flags, printed: printed.join("") };
}

test("without arguments everything is run, with a fresh seed", () => {
  expect(read().flags).toEqual({ seed: 4711, seconds: 60, keep: false });
});

test("the arguments are read", () => {
  expect(read("--seed", "7", "--seconds", "90", "--only", "soak", "--keep").flags).toEqual({
    seed: 7,
    seconds: 90,
    only: "soak",
    keep: true,
  });
});

test.each([[["--seed", "x"]], [["--seconds", "5"]], [["--only", "sleep"]], [["--sede", "1"]]])(
  "%j is refused with a word about it",
  (args) => {
    const { flags, printed } = read(...args);
    expect(flags).toBe(2);
    expect(printed).toContain(args[0]);
  },
);

test("help is no failure", () => {
  const { flags, printed } = read("--help");
  expect(flags).toBe(0);
  expect(printed).toContain("--seconds");
});
