import { Script } from "node:vm";
import { transform } from "esbuild";
import type { PageProgram } from "./page-program.ts";
import { playThrough } from "./play-through.ts";
import { PrintedLines } from "./printed-lines.ts";
import { realModules } from "./real-modules.ts";
import { Stage } from "./stage.ts";
import { standIns, type Module } from "./stand-ins.ts";
import { suppliesFor } from "./supplies.ts";

/** What a run shows beside having come to its end. */
export interface Run {
  /** What each line that prints has printed last. */
  readonly printed: readonly string[];
}

/**
 * Runs a program against the simulated exchange until every line that prints has printed and everything it has opened
 * works, and then ends what it has opened.
 *
 * @throws What it throws, and if it does not come so far within some simulated hours.
 */
export async function runProgram(program: PageProgram): Promise<Run> {
  const stage = new Stage();
  const lines = new PrintedLines(program.prints);
  const { isForReal } = program;
  const modules = isForReal ? realModules : { ...realModules, ...standIns(stage) };
  const given = {
    ...suppliesFor(stage, isForReal),
    console: lines,
    module: (name: string): Module => moduleOf(modules, name),
    exported: undefined,
  };
  try {
    const ending = (await compiled(program))(given);
    if (isForReal) await ending;
    else await playThrough(stage, { ending, isTold: () => lines.missing.length === 0 });
    const [missing] = lines.missing;
    if (missing !== undefined) throw new Error(`console.log number ${missing + 1} never printed`);
    return { printed: lines.printed };
  } finally {
    stage.end();
  }
}

async function compiled({ run, title }: PageProgram): Promise<(given: object) => Promise<void>> {
  const text = `(async (given) => {\n${run}\n})`;
  const { code } = await transform(text, { loader: "ts", target: "es2022" });
  return new Script(code, { filename: title }).runInThisContext() as never;
}

function moduleOf(modules: Readonly<Record<string, Module>>, name: string): Module {
  const module = modules[name];
  if (module === undefined) throw new Error(`blocks of documentation cannot import "${name}" yet`);
  return module;
}
