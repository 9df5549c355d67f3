// Loads every entry of every public package from CommonJS, as built. Prints one line an entry.
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./processes.mjs";

for (const { name, require } of await publicEntries()) {
  try {
    const exported = Object.keys(require(name));
    if (exported.length === 0) throw new Error("it exports nothing");
    console.log(`✓ ${name} from CommonJS`);
  } catch (error) {
    console.log(`✗ ${name} from CommonJS: ${error.message}`);
    process.exitCode = 1;
  }
}

/** Each entry, and a `require` that finds it: a package knows itself by its name. */
async function publicEntries() {
  const folders = await readdir(join(root, "packages"));
  const entries = await Promise.all(
    folders.map((folder) => entriesIn(join(root, "packages", folder))),
  );
  return entries.flat();
}

async function entriesIn(folder) {
  const path = join(folder, "package.json");
  const manifest = JSON.parse(await readFile(path, "utf8"));
  if (manifest.private) return [];
  const require = createRequire(path);
  return Object.keys(manifest.exports)
    .filter((entry) => !entry.endsWith(".json"))
    .map((entry) => ({ name: manifest.name + entry.slice(1), require }));
}
