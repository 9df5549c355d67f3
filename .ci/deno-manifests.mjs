// Writes what Deno and JSR read of each public package, `deno.json`, from its package.json, and the workspace of them
// all. With `--check` it compares instead, and fails if one differs.
import { readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { publicPackages } from "./pack.mjs";
import { root, run } from "./processes.mjs";

const isCheck = process.argv.includes("--check");

const packages = await publicPackages();
const members = packages.map(({ folder }) => `./${relative(root, folder).replaceAll("\\", "/")}`);
await bring(root, {
  workspace: members.toSorted(),
  // Deno is one runtime of many here: it shall neither install nor lock anything.
  nodeModulesDir: "none",
  lock: false,
});
for (const { folder, manifest } of packages) {
  await bring(folder, denoManifest(manifest, await notBuilt(folder)));
}

/** The siblings are found in the workspace, and published with their versions. */
function denoManifest(manifest, exclude) {
  const { name, version, license, exports, bin, imports = {}, dependencies = {} } = manifest;
  const others = Object.entries(dependencies).filter(
    ([, range]) => !range.startsWith("workspace:"),
  );
  const all = {
    ...Object.fromEntries(others.map(([other, range]) => [other, `npm:${other}@${range}`])),
    ...Object.fromEntries(Object.keys(imports).map((alias) => [alias, sourceOf(imports[alias])])),
  };
  return {
    name,
    version,
    license,
    exports: { ...entriesOf(exports), ...commandsOf(bin) },
    ...(Object.keys(all).length > 0 && { imports: all }),
    publish: { include: ["src", "README.md"], exclude },
  };
}

/** Sources that are for nobody but us. */
async function notBuilt(folder) {
  return JSON.parse(await readFile(join(folder, "tsconfig.build.json"), "utf8")).exclude;
}

function entriesOf(exports) {
  const sources = Object.entries(exports).map(([entry, to]) => [entry, to["@listenkey/source"]]);
  return Object.fromEntries(sources.filter(([, source]) => source !== undefined));
}

/** A package that is a command has no other entry. */
function commandsOf(bin = {}) {
  const [file] = Object.values(bin);
  if (file === undefined) return {};
  return { ".": file.replace("/dist/", "/src/").replace(/\.js$/, ".ts") };
}

/** What an alias means where no other condition applies. */
function sourceOf(target) {
  if (typeof target === "string") return target;
  return sourceOf(target["@listenkey/source"] ?? target.default);
}

async function bring(folder, manifest) {
  const path = join(folder, "deno.json");
  const text = `${JSON.stringify(manifest, undefined, 2)}\n`;
  const there = await readFile(path, "utf8").catch(() => "{}");
  if (JSON.stringify(JSON.parse(there)) === JSON.stringify(manifest)) return;
  if (!isCheck) {
    await writeFile(path, text);
    await run([join(root, "node_modules", ".bin", "oxfmt"), path]);
    return;
  }
  console.log(
    `✗ ${relative(root, path)} is not what package.json says: node .ci/deno-manifests.mjs`,
  );
  process.exitCode = 1;
}
