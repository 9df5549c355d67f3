// Brings the tools on a machine that has only Node and npm: pnpm, pinned, through npx; the rest through pnpm.
import { readdir, readFile, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { root, run } from "./processes.mjs";

/**
 * Brings pnpm in the version of the `packageManager` field and installs what the lockfile says.
 *
 * @param {(line: string) => void} [onLine]
 * @returns {Promise<{ code: number, output: string, env: NodeJS.ProcessEnv }>} `env` has all tools on its path.
 */
export async function install(onLine) {
  const { packageManager } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const npx = ["npx", "--yes", `--package=${packageManager}`, "--"];
  const path = await run([...npx, "node", "-p", "process.env.PATH"], { onLine });
  const env = {
    ...process.env,
    PATH: [join(root, "node_modules", ".bin"), path.stdout.trim()].join(delimiter),
    // No questions, no forgotten `test.only`, no news about the tools.
    CI: process.env.CI ?? "true",
    DO_NOT_TRACK: "1",
    TURBO_TELEMETRY_DISABLED: "1",
    TURBO_NO_UPDATE_NOTIFIER: "1",
    // The tools write into pipes and cannot see the terminal; a log gets their output without colours.
    ...(process.stdout.isTTY && { FORCE_COLOR: "1" }),
  };
  if (path.code !== 0) return { ...path, env };
  return { ...(await run(["pnpm", "install", "--frozen-lockfile"], { env, onLine })), env };
}

/** Removes what was built. What is unchanged is there again at once, and what has lost its source is not. */
export async function forgetBuilds() {
  const packages = join(root, "packages");
  for (const folder of await readdir(packages)) {
    await rm(join(packages, folder, "dist"), { recursive: true, force: true });
  }
}

/** Compiles packages and what they depend on; nothing that has not changed since. */
export function buildCommand(...packages) {
  const filters = packages.map((name) => `--filter=${name}...`);
  return [
    "turbo",
    "run",
    "build",
    "--concurrency=2",
    "--output-logs=errors-only",
    "--continue=dependencies-successful",
    ...filters,
  ];
}
