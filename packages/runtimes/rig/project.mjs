// An empty project that the tarballs are installed in, as a user would.
import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundleCases, bundleWorker } from "./bundles.mjs";
import { importMap, pageOf } from "./import-map.mjs";
import { must } from "./spawned.mjs";

const entries = join(import.meta.dirname, "../entries");

/** What the cases use of the project; browsers and workers use no more than the first six. */
const USED = ["core", "signing", "spot", "stream", "transport-fetch", "umfutures"].map(scoped);

/**
 * @param {string} folder
 * @param {readonly { name: string, tarball: string }[]} packed
 */
export async function installPacked(folder, packed) {
  await mkdir(folder, { recursive: true });
  const manifest = { name: "a-project", private: true, type: "module" };
  await writeFile(join(folder, "package.json"), `${JSON.stringify(manifest)}\n`);
  const tarballs = packed.map(({ tarball }) => tarball);
  await must("npm", ["install", "--no-audit", "--no-fund", ...tarballs], { cwd: folder });
}

/**
 * Puts the programs into the project that the runtimes run.
 *
 * @param {string} folder
 */
export async function addPrograms(folder) {
  await cp(entries, folder, { recursive: true });
  await bundleCases(folder);
  await bundleWorker(folder);
  const page = pageOf(await importMap(folder, USED), "/page.mjs");
  await writeFile(join(folder, "page.html"), page);
}

/** @param {string} name */
export function scoped(name) {
  return `@listenkey/${name}`;
}
