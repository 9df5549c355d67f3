// Packs every public package as it would be published, and checks the tarballs with publint and attw, and what
// they hold: the folders still have `workspace:` and the source condition. Prints one line a check, `✓ …` or `✗ …`.
import { readFile } from "node:fs/promises";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { problemKindInfo } from "@arethetypeswrong/core/problems";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { packAll } from "./pack.mjs";
import { contentProblems } from "./pack-contents.mjs";

/** The packages are ESM only: attw's profile `esm-only` looks away from these. */
const IGNORED_RESOLUTIONS = ["node10", "node16-cjs"];

const [target] = process.argv.slice(2);
if (target === undefined) throw new Error("Usage: node .ci/check-packages.mjs FOLDER");

for (const { name, tarball } of await packAll(target)) {
  const data = await readFile(tarball);
  report(`publint ${name}`, await publintProblems(data));
  report(`attw ${name}`, await attwProblems(data));
  report(`contents ${name}`, contentProblems(...contentsOf(data)));
}

async function publintProblems(data) {
  const tarball = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
  return messages
    .filter((message) => message.type === "error")
    .map((message) => formatMessage(message, pkg, { color: false }));
}

/** The texts of a tarball's files, and its manifest. */
function contentsOf(data) {
  const contents = createPackageFromTarballData(new Uint8Array(data));
  const folder = `/node_modules/${contents.packageName}/`;
  const paths = contents.listFiles();
  const files = new Map(paths.map((path) => [path.replace(folder, ""), contents.readFile(path)]));
  return [files, JSON.parse(files.get("package.json"))];
}

async function attwProblems(data) {
  const contents = createPackageFromTarballData(new Uint8Array(data));
  const analysis = await checkPackage(contents);
  // What is a command and nothing else has no entry whose types could be asked for.
  if (!analysis.types) return isImportable(contents) ? ["has no types"] : [];
  return analysis.problems
    .filter(({ resolutionKind }) => !IGNORED_RESOLUTIONS.includes(resolutionKind))
    .map((problem) => {
      const { entrypoint = "", resolutionKind = "", kind } = problem;
      return `${kind} ${entrypoint} ${resolutionKind}: ${problemKindInfo[kind].shortDescription}`;
    });
}

function isImportable(contents) {
  const path = `/node_modules/${contents.packageName}/package.json`;
  const { exports } = JSON.parse(contents.readFile(path));
  return Object.keys(exports).some((entry) => !entry.endsWith(".json"));
}

function report(check, problems) {
  console.log(`${problems.length === 0 ? "✓" : "✗"} ${check}`);
  for (const problem of problems) console.log(`    ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}
