import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Platform } from "esbuild";
import { build } from "esbuild";

/** A bundled program. */
export interface Program {
  readonly text: string;
  /** The files that went into it. */
  readonly files: readonly string[];
}

/** Bundles a program from the sources of this repository, as its users would; their dependencies stay outside. */
export async function bundle(source: string, platform: Platform): Promise<Program> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, loader: "ts", resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    metafile: true,
    platform,
    format: platform === "node" ? "esm" : "iife",
    conditions: ["@listenkey/source"],
    // Left to Node, which finds the one through the `imports` of the package it runs in.
    external: platform === "node" ? ["#fetch-fallback", "ws"] : [],
    logLevel: "silent",
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("esbuild wrote nothing");
  return { text: file.text, files: Object.keys(metafile.inputs) };
}

/** Runs a bundled program in a process of its own, as if it lay in the package; resolves with what it printed when it exits. */
export function run(
  { text }: Program,
  { inPackage }: { readonly inPackage: string },
): Promise<string> {
  const child = spawn(process.execPath, ["--input-type=module", "-"], {
    cwd: fileURLToPath(new URL(`../../${inPackage}`, import.meta.url)),
    stdio: ["pipe", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    printed += chunk;
  });
  child.stdin.end(text);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve(printed);
      else reject(new Error(`The program exited with ${code}`));
    });
  });
}
