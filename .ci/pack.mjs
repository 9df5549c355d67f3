// Packs the public packages as they are published: pnpm turns `workspace:` into versions and drops the source condition.
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { root, run } from "./processes.mjs";

/**
 * The packages that are published, as their manifests in the repository say.
 *
 * @returns {Promise<{ folder: string, manifest: Record<string, any> }[]>}
 */
export async function publicPackages() {
  const packages = join(root, "packages");
  const all = await Promise.all(
    (await readdir(packages)).map(async (name) => {
      const folder = join(packages, name);
      return { folder, manifest: JSON.parse(await readFile(join(folder, "package.json"), "utf8")) };
    }),
  );
  return all.filter(({ manifest }) => !manifest.private);
}

/**
 * Packs them all. Needs their builds, and pnpm on the path.
 *
 * @param {string} target The folder that gets the tarballs.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ name: string, version: string, tarball: string }[]>}
 * @throws If pnpm fails.
 */
export async function packAll(target, env = process.env) {
  await mkdir(target, { recursive: true });
  const packages = await publicPackages();
  const filters = packages.map(({ manifest }) => `--filter=${manifest.name}`);
  const ran = await run(["pnpm", ...filters, "pack", "--pack-destination", target], { env });
  if (ran.code !== 0) throw new Error(`pnpm pack has failed:\n${ran.output}`);
  return packages.map(({ manifest: { name, version } }) => {
    const stem = name.replace("@", "").replace("/", "-");
    return { name, version, tarball: join(target, `${stem}-${version}.tgz`) };
  });
}
