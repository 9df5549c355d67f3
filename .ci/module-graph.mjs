// Which files of a built package its entries lead to.
import { posix } from "node:path";

/** How TypeScript and esbuild write an import of a file beside: both put double quotes. */
const IMPORT = /\b(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g;

/**
 * The built files that a manifest points to, as it is published: by its exports, its commands and its aliases.
 *
 * @param {Record<string, any>} manifest
 * @returns {string[]} Their paths in the package, `dist/index.js`.
 */
export function namedFiles(manifest) {
  const { exports = {}, bin = {}, imports = {} } = { ...manifest, ...manifest.publishConfig };
  const paths = [exports, bin, imports].flatMap((each) => leavesOf(each));
  return [
    ...new Set(paths.filter((path) => path.startsWith("./dist/")).map((path) => path.slice(2))),
  ];
}

/**
 * Follows the imports of modules and of declarations.
 *
 * @param {readonly string[]} entries
 * @param {ReadonlyMap<string, string>} texts Of the files, by their paths.
 * @returns {Set<string>} The files that are reached, those of the entries that are there included.
 */
export function reachedFrom(entries, texts) {
  const reached = new Set();
  const next = [...entries];
  for (let file = next.pop(); file !== undefined; file = next.pop()) {
    if (reached.has(file) || !texts.has(file)) continue;
    reached.add(file);
    next.push(...importsOf(file, texts.get(file)));
  }
  return reached;
}

function importsOf(file, text) {
  const paths = [...text.matchAll(IMPORT)].map(([, path]) => posix.join(posix.dirname(file), path));
  // A declaration names the source of the declaration it means.
  if (file.endsWith(".d.ts")) return paths.map((path) => path.replace(/\.[jt]s$/, ".d.ts"));
  return paths;
}

/** The paths that a field of a manifest holds, under whatever conditions. */
function leavesOf(value) {
  if (typeof value === "string") return [value];
  return Object.values(value).flatMap((each) => leavesOf(each));
}
