// Builds the package that it is run in: what its package.json points to comes into `dist`, and what that needs. A program
// of a user loads a few files instead of dozens: each entry is one module, and what entries share is in chunks.
// Declarations stay a file each, with their doc comments, which the modules lack.
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, posix, relative, sep } from "node:path";
import { build } from "esbuild";
import { format } from "oxfmt";
import { namedFiles, reachedFrom } from "./module-graph.mjs";
import { root, run } from "./processes.mjs";

/** An import for its effects, of which a package has none: bundlers are told so, and would warn of it. */
const BARE_IMPORT = /^import "\.\/chunk-\w+\.js";\n/gm;

const folder = process.cwd();
const dist = join(folder, "dist");
const named = namedFiles(JSON.parse(await readFile(join(folder, "package.json"), "utf8")));

await rm(dist, { recursive: true, force: true });
const built = await Promise.all([bundledModules(), declarations()]);
const texts = new Map(built.flat());
await rm(dist, { recursive: true, force: true });
for (const file of reachedFrom(named, texts)) {
  await mkdir(join(folder, dirname(file)), { recursive: true });
  await writeFile(join(folder, file), texts.get(file));
}

/** @returns {Promise<[file: string, text: string][]>} */
async function bundledModules() {
  const modules = named.filter((file) => file.endsWith(".js"));
  const names = modules.map((file) => posix.relative("dist", file).replace(/\.js$/, ""));
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: Object.fromEntries(names.map((name) => [name, `src/${name}.ts`])),
    outdir: "dist",
    write: false,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    charset: "utf8",
    // It drops all comments with the white space and not without; the formatter makes the modules readable again.
    minifyWhitespace: true,
    // Other packages stay outside, and so does an alias, which each runtime resolves for itself.
    packages: "external",
    external: ["#*"],
    tsconfig: "tsconfig.build.json",
    logLevel: "warning",
  });
  return Promise.all(
    outputFiles.map(async ({ path, text }) => {
      const file = pathOf(path);
      return [file, (await formatted(file, text)).replaceAll(BARE_IMPORT, "")];
    }),
  );
}

/** @returns {Promise<[file: string, text: string][]>} */
async function declarations() {
  const tsc = join(root, "node_modules", ".bin", "tsc");
  const project = join(folder, "tsconfig.build.json");
  const { code, output } = await run([tsc, "-p", project, "--emitDeclarationOnly"]);
  if (code !== 0) throw new Error(`The declarations cannot be made:\n${output}`);
  const entries = await readdir(dist, { withFileTypes: true, recursive: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.map(async (path) => [pathOf(path), await formatted(path, await readFile(path, "utf8"))]),
  );
}

/** Tabs, because nothing indents in fewer bytes. */
async function formatted(file, text) {
  const { code, errors } = await format(file, text, { useTabs: true });
  if (errors.length > 0) throw new Error(`${file} cannot be formatted: ${errors[0].message}`);
  return code;
}

/** The path of a file in the package, `dist/index.js`. */
function pathOf(path) {
  return relative(folder, path).split(sep).join("/");
}
