// What a page without a bundler needs: where each package's entries are.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Its ESM entry imports a CommonJS file, which no browser reads; this one does not. */
const EVENTEMITTER3 = "/node_modules/eventemitter3/dist/eventemitter3.esm.js";

/**
 * @param {string} folder The project.
 * @param {readonly string[]} names Of the packages that pages use.
 * @returns {Promise<{ imports: Record<string, string> }>}
 */
export async function importMap(folder, names) {
  const imports = { eventemitter3: EVENTEMITTER3 };
  for (const name of names) {
    const manifest = join(folder, "node_modules", name, "package.json");
    const { exports } = JSON.parse(await readFile(manifest, "utf8"));
    for (const [entry, { default: file }] of Object.entries(exports)) {
      if (file === undefined) continue;
      imports[name + entry.slice(1)] = `/node_modules/${name}/${file.slice(2)}`;
    }
  }
  return { imports };
}

/** A page that runs a module. */
export function pageOf(map, module) {
  const text = JSON.stringify(map, undefined, 2);
  return `<!doctype html>
<meta charset="utf-8" />
<title>Cases</title>
<script type="importmap">
${text}
</script>
<script type="module" src="${module}"></script>
`;
}
