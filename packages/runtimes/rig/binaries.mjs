// Where the runtimes are: in this workspace, all but Chromium, or where the environment says.
import { existsSync } from "node:fs";
import { mkdir, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import process from "node:process";

const require = createRequire(import.meta.url);

/** Where Debian and others put it. */
const CHROMIUM = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * @param {20 | 22 | 24 | 26} major
 * @throws With the remedy, if there is none for this machine.
 */
export function nodeBinary(major) {
  const { platform, arch, env } = process;
  const given = env[`NODE_${major}_PATH`];
  if (given !== undefined) {
    if (existsSync(given)) return given;
    throw new Error(`NODE_${major}_PATH names no file: name a binary of Node ${major} there`);
  }
  const name = `node-${major}-${platform}-${arch}`;
  try {
    return inPackage(name, "bin/node");
  } catch {
    throw new Error(
      `There is no ${name} in packages/runtimes: name a binary of Node ${major} in NODE_${major}_PATH`,
    );
  }
}

/** The binaries themselves: what stands in front of them in `.bin` would keep signals to itself. */
const tools = {
  bun: () => inPackage("bun", "bin/bun.exe"),
  deno: () => inPackage("deno", "deno"),
  esbuild: () => inPackage("esbuild", "bin/esbuild"),
  workerd: () => require("workerd").default,
};

/**
 * @param {keyof typeof tools} name
 * @throws With the remedy, if there is none.
 */
export function toolBinary(name) {
  try {
    const path = tools[name]();
    if (existsSync(path)) return path;
  } catch {
    // As if it were not there.
  }
  throw new Error(
    `There is no ${name} for this machine in packages/runtimes: see its package.json`,
  );
}

function inPackage(name, path) {
  return join(dirname(require.resolve(`${name}/package.json`)), path);
}

/** @throws With the remedy, if there is none. */
export function chromiumBinary() {
  const { CHROMIUM_PATH: given, PATH = "" } = process.env;
  if (given !== undefined) {
    if (existsSync(given)) return given;
    throw new Error("CHROMIUM_PATH names no file: name Chromium's binary there");
  }
  const places = PATH.split(delimiter).flatMap((folder) =>
    CHROMIUM.map((name) => join(folder, name)),
  );
  const found = places.find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    "There is no Chromium: install it (apt-get install chromium), or name one in CHROMIUM_PATH",
  );
}

/**
 * Puts the pinned runtimes under their own names into a folder.
 *
 * @param {string} folder
 * @returns {Promise<string>} A search path that begins with it.
 */
export async function pathOfRuntimes(folder) {
  await mkdir(folder, { recursive: true });
  await symlink(nodeBinary(24), join(folder, "node"));
  for (const name of Object.keys(tools)) await symlink(toolBinary(name), join(folder, name));
  return [folder, process.env.PATH].join(delimiter);
}
