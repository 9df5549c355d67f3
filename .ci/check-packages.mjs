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

/** The files of a tarball, and its manifest. */
function contentsOf(data) {
  const contents = createPackageFromTarballData(new Uint8Array(data));
  const folder = `/node_modules/${contents.packageName}/`;
  const files = contents.listFiles().map((file) => file.replace(folder, ""));
  return [files, JSON.parse(contents.readFile(`${folder}package.json`))];
}

async function attwProblems(data) {
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(data)));
  if (!analysis.types) return ["has no types"];
  return analysis.problems
    .filter(({ resolutionKind }) => !IGNORED_RESOLUTIONS.includes(resolutionKind))
    .map((problem) => {
      const { entrypoint = "", resolutionKind = "", kind } = problem;
      return `${kind} ${entrypoint} ${resolutionKind}: ${problemKindInfo[kind].shortDescription}`;
    });
}

function report(check, problems) {
  console.log(`${problems.length === 0 ? "✓" : "✗"} ${check}`);
  for (const problem of problems) console.log(`    ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}
