import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildCommand, type BuiltCommand } from "./built-command.ts";

let command: BuiltCommand;

beforeAll(async () => {
  command = await buildCommand();
});
afterAll(() => command.remove());

test.each([
  [[""], ["demo", "watch", "keys", "doctor", "simulate", "completion"]],
  [
    ["keys", ""],
    ["create", "renew", "revoke"],
  ],
  [["watch", "um"], ["umfutures"]],
  [["keys", "create", "margin-i"], ["margin-isolated-BTCUSDT"]],
  [
    ["watch", "spot", "--environment", ""],
    ["live", "testnet", "demo"],
  ],
  [["watch", "spot", "--sy"], ["--symbol"]],
])("%j is completed", async (words, expected) => {
  const { code, out } = await command.run(["complete", "--", ...words]);
  expect(code).toBe(0);
  const lines = out.trimEnd().split("\n");
  expect(lines.at(-1)).toBe(":4");
  expect(lines.slice(0, -1).map((line) => line.split("\t")[0])).toEqual(expected);
});

test.each(["bash", "zsh", "fish"])("there is a script for %s", async (shell) => {
  const { code, out, err } = await command.run(["completion", shell]);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain("listenkey complete --");
});

test("bash completes with its script", async () => {
  const { out } = await command.run(["completion", "bash"]);
  const script = join(command.folder, "completion.bash");
  writeFileSync(script, out);
  const answer = execFileSync("bash", [
    "-c",
    // The function of bash-completion, for a line without quotes.
    `_get_comp_words_by_ref() { words=("\${COMP_WORDS[@]}"); cword=$COMP_CWORD; cur=\${COMP_WORDS[COMP_CWORD]}; }
     compopt() { :; }
     PATH="${command.folder}:${process.env["PATH"]}"
     source "${script}"
     COMP_WORDS=(listenkey watch port) COMP_CWORD=2
     __listenkey_complete
     printf '%s\\n' "\${COMPREPLY[@]}"`,
  ]);
  const words = String(answer)
    .split(/\s+/)
    .filter((word) => word !== "");
  expect(words).toEqual(["portfolio-margin", "portfolio-margin-pro"]);
});
