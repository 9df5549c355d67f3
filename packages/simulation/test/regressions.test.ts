import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readKeptPlan } from "../src/campaign/kept-plan.ts";
import { CompiledLibrary } from "../src/machine/compiled-library.ts";
import { libraryCode } from "../src/mutants/library-code.ts";
import { runDay } from "../src/run/run-day.ts";

const folder = join(import.meta.dirname, "..", "regressions");
const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json"));
const code = await libraryCode();

describe("days that were survived badly once", () => {
  test("each tells what was wrong", async () => {
    for (const { violated, note } of await Promise.all(files.map(kept))) {
      expect([violated.length > 0, note !== ""]).toEqual([true, true]);
    }
  });

  test.each(files)("%s", async (file) => {
    const { plan } = await kept(file);
    const { violations } = await runDay(plan, { libraries: new CompiledLibrary(code) });
    expect(violations).toEqual({});
  });
});

async function kept(file: string) {
  return readKeptPlan(await readFile(join(folder, file), "utf8"));
}
