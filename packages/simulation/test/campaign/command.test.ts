import { expect, test } from "vitest";
import { runFake } from "./fake-context.ts";

test.each([
  { args: "--sed 3", remedy: "Did you mean" },
  { args: "--seeds x", remedy: "Give a whole number from 0" },
  { args: "--hours 0", remedy: "Give a number over 0" },
  { args: "--jobs 0", remedy: "Give a whole number from 1" },
  { args: "--mutant M99", remedy: "there are: M4, M10 (ended)" },
  { args: "--trace", remedy: "needs a seed" },
  { args: "--replay none.json", remedy: "there is no such file" },
  { args: "--replay bad.json", remedy: "no plan" },
  { args: "--mutants --json x", remedy: "cannot be used with" },
  { args: "--mutants --then-for 3", remedy: "cannot be used with" },
  { args: "today", remedy: "Expected 0 arguments" },
])("$args is refused on one line that names the remedy", async ({ args, remedy }) => {
  const { code, text, complaint } = await runFake(args, { files: { "bad.json": "{}" } });
  expect([code, text]).toEqual([2, ""]);
  expect(complaint).toMatch(/^simulate: [^\n]+; see npm run simulate -- --help\n$/);
  expect(complaint).toContain(remedy);
});

test("--help explains every option", async () => {
  const { code, text } = await runFake("--help");
  expect(code).toBe(0);
  for (const option of ["seeds", "hours", "from", "then-for", "mutant", "mutants", "trace"]) {
    expect(text).toContain(`--${option}`);
  }
  for (const option of ["events", "replay", "jobs", "shrink", "json"]) {
    expect(text).toContain(`--${option}`);
  }
});
