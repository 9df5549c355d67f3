import { execFile, spawn, type ChildProcessByStdio } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import type { Readable } from "node:stream";
import { build } from "esbuild";
import type { Variables } from "../src/command-context.ts";

/** The command in a file that Node runs, made from the sources: nothing needs to be built to test it. */
export interface BuiltCommand {
  /** A folder for what a test writes. */
  readonly folder: string;
  /** The arguments of Node that run it. */
  readonly args: (...args: readonly string[]) => readonly string[];
  /** Runs it to its end, without a terminal. */
  run(args: readonly string[], env?: Variables): Promise<Outcome>;
  /** Runs it without a terminal. */
  start(args: readonly string[], env?: Variables): ChildProcessByStdio<null, Readable, Readable>;
  /** Removes it. */
  remove(): void;
}

/** What a process left behind. */
interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Makes a {@link BuiltCommand}. */
export async function buildCommand(): Promise<BuiltCommand> {
  const folder = mkdtempSync(join(tmpdir(), "listenkey-"));
  const file = join(folder, "listenkey.mjs");
  await build({
    entryPoints: [join(import.meta.dirname, "../src/main.ts")],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["@listenkey/source"],
    // What is still CommonJS asks for the modules of Node with `require`.
    banner: {
      js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
    },
  });
  // For shells, by its name.
  writeFileSync(
    join(folder, "listenkey"),
    `#!/bin/sh\nexec "${process.execPath}" "${file}" "$@"\n`,
    {
      mode: 0o755,
    },
  );
  const args = (...given: readonly string[]): readonly string[] => [file, ...given];
  return {
    folder,
    args,
    run: (given, env = {}) =>
      new Promise((resolve) => {
        const child = execFile(process.execPath, args(...given), { env }, (_, out, err) =>
          resolve({ code: child.exitCode, out, err }),
        );
      }),
    start: (given, env = {}) =>
      spawn(process.execPath, args(...given), { env, stdio: ["ignore", "pipe", "pipe"] }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
