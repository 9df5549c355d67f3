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
const BARE_IMPORT = /^import "\.\/(?:chunk-\w+|shared)\.js";\n/gm;

const CHUNK = /^dist\/chunk-\w+\.js$/;

/** An import of anything but a file beside. */
const FOREIGN_IMPORT = /\b(?:from|import)\s*\(?"[^.]/;

/** What the entries of a package share. */
const SHARED = "shared.js";

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
  const modulesOf = new Map(outputFiles.map(({ path, text }) => [pathOf(path), text]));
  return Promise.all(
    [...(await withOneChunk(modulesOf))].map(async ([file, text]) => [
      file,
      (await formatted(file, text)).replaceAll(BARE_IMPORT, ""),
    ]),
  );
}

/**
 * Chunks that need no other package become one: each file that is loaded costs a program on Node a millisecond, and
 * bundlers take out of a module only what is used.
 *
 * @param {ReadonlyMap<string, string>} modules Texts by their files.
 * @returns {Promise<ReadonlyMap<string, string>>}
 */
async function withOneChunk(modules) {
  const chunks = [...modules].filter(([file]) => CHUNK.test(file));
  const own = chunks.filter(([, text]) => !FOREIGN_IMPORT.test(text)).map(([file]) => file);
  if (own.length < 2) return modules;
  const { outputFiles } = await build({
    stdin: { contents: own.map((file) => `export * from "./${posix.basename(file)}";`).join("\n") },
    write: false,
    bundle: true,
    format: "esm",
    platform: "neutral",
    charset: "utf8",
    minifyWhitespace: true,
    plugins: [fromMemory(new Map(chunks.filter(([file]) => own.includes(file))))],
    // A name that two of them export for different things would be neither's.
    logOverride: { "ambiguous-reexport": "error" },
    logLevel: "warning",
  });
  const merged = new RegExp(
    own.map((file) => posix.basename(file).replace(".", "\\.")).join("|"),
    "g",
  );
  const others = [...modules].filter(([file]) => !own.includes(file));
  return new Map([
    ...others.map(([file, text]) => [file, text.replaceAll(merged, SHARED)]),
    [`dist/${SHARED}`, outputFiles[0].text],
  ]);
}

/** Lets the bundler find modules that are in no folder yet. Others stay where they are. */
function fromMemory(modules) {
  return {
    name: "from-memory",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\// }, ({ path }) => {
        const isHere = modules.has(posix.join("dist", path));
        return isHere ? { path, namespace: "memory" } : { path, external: true };
      });
      onLoad({ filter: /./, namespace: "memory" }, ({ path }) => ({
        contents: modules.get(posix.join("dist", path)),
      }));
    },
  };
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
