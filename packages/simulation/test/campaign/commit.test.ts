import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { commitOf } from "../../src/campaign/process/commit.ts";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "simulation-commit-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

test("the commit of a clone is told, and whether something was changed since", async () => {
  const cwd = folder();
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.com", ...args], { cwd });
  git("init", "--quiet");
  writeFileSync(join(cwd, "file"), "1");
  git("add", "file");
  git("commit", "--quiet", "-m", "first");
  expect(await commitOf(cwd)).toMatch(/^[0-9a-f]{12}$/);
  writeFileSync(join(cwd, "file"), "2");
  expect(await commitOf(cwd)).toMatch(/^[0-9a-f]{12} \+ changes$/);
});

test("outside a clone nobody knows the commit", async () => {
  expect(await commitOf(folder())).toBe("unknown");
});
