// What a user's disk has to bear.
import { lstat, mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { installPacked, scoped } from "../rig/project.mjs";

const LIMITS = [
  // Three of ours, eventemitter3, and cross-fetch with the four that it brings: three quarters of the bytes are theirs.
  { transport: "transport-fetch", packages: 9, bytes: 900_000 },
  { transport: "transport-node-http", packages: 5, bytes: 500_000 },
];

/**
 * @param {string} scratch
 * @param {readonly { name: string, tarball: string }[]} packed
 */
export function sizeChecks(scratch, packed) {
  return LIMITS.map(({ transport, packages, bytes }) => ({
    name: `core, umfutures and ${transport} are at most ${packages} packages and ${bytes / 1_000} KB`,
    run: async () => {
      const folder = join(scratch, `size-${transport}`);
      await mkdir(folder);
      const names = ["core", "umfutures", transport].map(scoped);
      await installPacked(
        folder,
        packed.filter(({ name }) => names.includes(name)),
      );
      const lock = join(folder, "node_modules/.package-lock.json");
      const count = Object.keys(JSON.parse(await readFile(lock, "utf8")).packages).length;
      const size = await sizeOf(join(folder, "node_modules"));
      const told = `${count} packages, ${Math.ceil(size / 1_000)} KB`;
      if (count > packages || size > bytes) throw new Error(`It is ${told}`);
      return told;
    },
  }));
}

/** The bytes of every file; npm's own notes are not counted. */
async function sizeOf(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== ".package-lock.json");
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await lstat(join(parentPath, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
