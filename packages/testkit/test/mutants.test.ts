import { describe, expect, test } from "vitest";
import { keyMutants } from "../src/mutants/key-mutants.ts";
import { mutatedCore } from "../src/mutants/mutated-core.ts";
import { keyPromises } from "../src/promises/key-promises.ts";
import type { Core } from "../src/promises/world.ts";

/** The cases of a promise that a core breaks. */
async function broken(core: Core, of: string): Promise<string[]> {
  const titles: string[] = [];
  for (const promise of keyPromises.filter((each) => each.of === of)) {
    await promise.run(core).catch(() => titles.push(promise.title));
  }
  return titles;
}

describe("mutants of core", () => {
  test.each(keyMutants)(
    "$id is caught by promise $caughtBy: $defect",
    async ({ changes, caughtBy }) => {
      expect(await broken(await mutatedCore(changes), caughtBy)).not.toEqual([]);
    },
  );

  test.each([...new Set(keyMutants.map(({ caughtBy }) => caughtBy))])(
    "core built the same way, but unchanged, keeps promise %s",
    async (of) => {
      expect(await broken(await mutatedCore([]), of)).toEqual([]);
    },
  );
});
