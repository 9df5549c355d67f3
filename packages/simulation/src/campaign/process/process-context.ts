import { randomInt } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { systemClock } from "@listenkey/core/kit";
import { FAULT_KINDS } from "../../faults/fault-kinds.ts";
import { libraryCode } from "../../mutants/library-code.ts";
import { simulationMutants, type SimulationMutant } from "../../mutants/mutants.ts";
import { DIALECT_ALTERNATIVES } from "../../plan/dialects.ts";
import { planDay } from "../../plan/plan-day.ts";
import { validators } from "../../validators/validators.ts";
import type { CommandContext, Files } from "../commands/command-context.ts";
import { titlesOf } from "../report/words.ts";
import { dialectName } from "../tally/plan-census.ts";
import { screenOn } from "../terminal/terminal.ts";
import { commitOf } from "./commit.ts";
import { WorkerPool } from "./worker-pool.ts";

/** How long a day may take, in real milliseconds. */
const LIMIT_MS = 120_000;

/** Fresh seeds begin somewhere below this, and above those that people count by hand. */
const SEEDS = { min: 1_000_000, max: 2 ** 31 };

/** The folder of the repository. */
const root = dirname(
  dirname(dirname(createRequire(import.meta.url).resolve("@listenkey/core/package.json"))),
);

/** Where plans that fail are kept, from the folder of the repository. */
const FAILURES = "packages/simulation/node_modules/.cache/failures";

/** What the command runs in, in a process of its own. */
export function processContext(signal: AbortSignal): CommandContext {
  return {
    terminal: {
      out: screenOn(process.stdout, process.env),
      err: screenOn(process.stderr, process.env),
    },
    signal,
    clock: systemClock,
    files,
    cores: availableParallelism(),
    commit: () => commitOf(root),
    freshSeed: () => Number(process.env["LISTENKEY_BASE_SEED"] ?? randomInt(SEEDS.min, SEEDS.max)),
    planOf: (seed, hours) => planDay(seed, { hours }),
    async openRunner({ lanes, mutant, isUnlimited = false }) {
      return new WorkerPool({
        lanes,
        script: new URL("day-worker.mjs", import.meta.url),
        code: await codeWith(mutant),
        limitMs: isUnlimited ? undefined : LIMIT_MS,
        clock: systemClock,
      });
    },
    mutants: simulationMutants,
    titles: titlesOf(validators),
    draws: {
      faults: FAULT_KINDS,
      dialects: DIALECT_ALTERNATIVES.map(({ entry, value }) => dialectName(entry, value)),
    },
  };
}

/** The code that programs use. @throws If the place of a defect is no longer there. */
async function codeWith(mutant: SimulationMutant | undefined): Promise<string> {
  try {
    return await libraryCode(mutant?.changes);
  } catch (cause) {
    const what = mutant === undefined ? "the code" : `the code with the defect ${mutant.id}`;
    throw new Error(`${what} cannot be built: ${(cause as Error).message}`, { cause });
  }
}

const files: Files = {
  read: (path) => readFile(resolve(root, path), "utf8"),
  write: (path, text) => writeFile(resolve(root, path), text),
  async keepPlan(name, text) {
    const folder = join(root, FAILURES);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, name), text);
    return `${FAILURES}/${name}`;
  },
};
