import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { codeBlocksOf, type CodeBlock } from "./code-block.ts";

/** The root of the repository. */
const root = fileURLToPath(new URL("../../../../", import.meta.url));

/** Where pages are: of the project, of its packages, of its examples, and the guides. */
const FOLDERS = ["", "packages/*", "examples", "examples/*", "packages/docs/guides"];

/** Reads the blocks of every page of the documentation, page by page. */
export async function documentedBlocks(): Promise<readonly (readonly CodeBlock[])[]> {
  const folders = await Promise.all(FOLDERS.map(foldersOf));
  const pages = await Promise.all(folders.flat().map(pagesIn));
  return Promise.all(
    pages.flat().map(async (path) => {
      const page = relative(root, path).split(sep).join("/");
      return codeBlocksOf(page, await readFile(path, "utf8"));
    }),
  );
}

async function foldersOf(pattern: string): Promise<readonly string[]> {
  if (!pattern.endsWith("/*")) return [join(root, pattern)];
  const parent = join(root, pattern.slice(0, -2));
  const entries = await readdir(parent, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
    .map(({ name }) => join(parent, name));
}

async function pagesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith(".md")).map((name) => join(folder, name));
}
