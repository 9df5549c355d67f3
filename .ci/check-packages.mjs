// Packs every public package as it would be published, and checks the tarballs with publint and attw: the folders
// still have `workspace:` and the source condition. Prints one line a check, `✓ …` or `✗ …`.
import { execFile } from "node:child_process";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { problemKindInfo } from "@arethetypeswrong/core/problems";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { root } from "./processes.mjs";

/** The packages are ESM only: attw's profile `esm-only` looks away from these. */
const IGNORED_RESOLUTIONS = ["node10", "node16-cjs"];

const [target] = process.argv.slice(2);
if (target === undefined) throw new Error("Usage: node .ci/check-packages.mjs FOLDER");

for (const { name, tarball } of await pack(target)) {
  const data = await readFile(tarball);
  report(`publint ${name}`, await publintProblems(data));
  report(`attw ${name}`, await attwProblems(data));
}

/** Packs all public packages into a folder. */
async function pack(folder) {
  await mkdir(folder, { recursive: true });
  const names = await publicPackages();
  const filters = names.map((name) => `--filter=${name}`);
  const shell = process.platform === "win32";
  await promisify(execFile)("pnpm", [...filters, "pack", "--pack-destination", folder], {
    cwd: root,
    shell,
  });
  const files = await readdir(folder);
  return names.map((name) => {
    const stem = `${name.replace("@", "").replace("/", "-")}-`;
    const file = files.find((candidate) => candidate.replace(/\d.*$/, "") === stem);
    if (file === undefined) throw new Error(`pnpm pack made no tarball of ${name}`);
    return { name, tarball: join(folder, file) };
  });
}

async function publicPackages() {
  const folders = await readdir(join(root, "packages"));
  const manifests = await Promise.all(
    folders.map(async (folder) =>
      JSON.parse(await readFile(join(root, "packages", folder, "package.json"), "utf8")),
    ),
  );
  return manifests.filter((manifest) => !manifest.private).map((manifest) => manifest.name);
}

async function publintProblems(data) {
  const tarball = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
  return messages
    .filter((message) => message.type === "error")
    .map((message) => formatMessage(message, pkg, { color: false }));
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
