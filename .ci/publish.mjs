// Publishes what is not published yet, to npm and to JSR, with provenance. With `--dry-run` it does all but that.
//
// Where it runs it must be trusted by both registries; see CONTRIBUTING.md.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { packAll, publicPackages } from "./pack.mjs";
import { root, run } from "./processes.mjs";
import { buildCommand, forgetBuilds, install } from "./toolchain.mjs";

const isDry = process.argv.includes("--dry-run");
const dryRun = isDry ? ["--dry-run"] : [];

const { code, output, env } = await install();
if (code !== 0) throw new Error(`The tools could not be installed:\n${output}`);
await forgetBuilds();
await must(buildCommand());

const scratch = await mkdtemp(join(tmpdir(), "listenkey-publish-"));
const restore = await nameRepository(process.env.GITHUB_REPOSITORY);
try {
  for (const { name, version, tarball } of await packAll(scratch, env)) {
    if (await isPublished(name, version)) console.log(`${name}@${version} is on npm already`);
    else await must(["npm", "publish", tarball, "--access=public", ...provenance(), ...dryRun]);
  }
  // JSR takes sources; what it has already it skips by itself.
  await must(["npx", "--yes", await pinnedDeno(), "publish", "--allow-dirty", ...dryRun]);
  if (!isDry) await must(["changeset", "tag"]);
} finally {
  await restore();
  await rm(scratch, { recursive: true, force: true });
}

/** Deno in the version that the runtime tests use. */
async function pinnedDeno() {
  const file = join(root, "packages", "runtimes", "package.json");
  const { dependencies } = JSON.parse(await readFile(file, "utf8"));
  return `deno@${dependencies.deno}`;
}

/** Only a workflow can prove where a package comes from. */
function provenance() {
  return process.env.GITHUB_ACTIONS === "true" ? ["--provenance"] : [];
}

async function isPublished(name, version) {
  const { code: found, stdout } = await run(["npm", "view", `${name}@${version}`, "version"], {
    env,
  });
  return found === 0 && stdout.trim() === version;
}

/**
 * Provenance wants each package to name the repository that it was made from, which only the workflow knows.
 *
 * @returns {Promise<() => Promise<void>>} Takes the names out again.
 */
async function nameRepository(repository) {
  const packages = repository === undefined ? [] : await publicPackages();
  const texts = new Map();
  for (const { folder, manifest } of packages) {
    const file = join(folder, "package.json");
    texts.set(file, await readFile(file, "utf8"));
    const url = `git+https://github.com/${repository}.git`;
    const named = { type: "git", url, directory: relative(root, folder).replaceAll("\\", "/") };
    await writeFile(file, `${JSON.stringify({ ...manifest, repository: named }, undefined, 2)}\n`);
  }
  return async () => {
    for (const [file, text] of texts) await writeFile(file, text);
  };
}

async function must(command) {
  const ran = await run(command, { env, onLine: (line) => console.log(line) });
  if (ran.code !== 0) throw new Error(`${command.slice(0, 3).join(" ")} has failed`);
}
