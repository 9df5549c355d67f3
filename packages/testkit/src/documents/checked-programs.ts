import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PageProgram } from "./page-program.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const root = here("../../../../");

/**
 * Lets the compiler check programs against the sources of the packages, as strictly as those are checked.
 *
 * @returns What is wrong with each, by its title. A line and column are those of the page.
 */
export async function typeErrorsOf(
  programs: readonly PageProgram[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const folder = await mkdtemp(join(tmpdir(), "listenkey-documents-"));
  try {
    await symlink(here("../../node_modules"), join(folder, "node_modules"));
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(settings()));
    const files = programs.map(({ checked }, index) =>
      writeFile(join(folder, `${index}.ts`), checked),
    );
    await Promise.all(files);
    return errorsIn(await compilerOutput(folder), programs);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function settings(): object {
  return {
    extends: join(root, "tsconfig.base.json"),
    compilerOptions: {
      noEmit: true,
      declaration: false,
      isolatedDeclarations: false,
      // A reader's program does more with what a block makes.
      noUnusedLocals: false,
      noUnusedParameters: false,
      allowImportingTsExtensions: true,
      customConditions: ["@listenkey/source"],
      types: ["node"],
      typeRoots: [join(root, "node_modules/@types")],
      paths: { "@given": [here("given.ts")] },
    },
    include: ["*.ts"],
  };
}

function compilerOutput(folder: string): Promise<string> {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  return new Promise((resolve) => {
    // An exit code other than 0 says no more than the output does.
    execFile(
      process.execPath,
      [compiler, "-p", folder, "--pretty", "false"],
      { cwd: folder },
      (_, out) => resolve(out),
    );
  });
}

function errorsIn(
  output: string,
  programs: readonly PageProgram[],
): ReadonlyMap<string, readonly string[]> {
  const errors = new Map<string, string[]>(programs.map(({ title }) => [title, []]));
  for (const line of output.split("\n").filter((text) => /^\S/.test(text))) {
    const [, index = "", what = ""] = /^(\d+)\.ts(.*)$/.exec(line) ?? [];
    const mine = errors.get(programs[Number(index || NaN)]?.title ?? "");
    if (mine === undefined) throw new Error(`the compiler complains: ${line}`);
    mine.push(what);
  }
  return errors;
}
