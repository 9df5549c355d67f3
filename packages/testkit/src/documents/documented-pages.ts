import { access, readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { codeBlocksOf, type CodeBlock } from "./code-block.ts";

/** The root of the repository. */
const root = fileURLToPath(new URL("../../../../", import.meta.url));

/** Where pages are: of the project, of its packages, of its examples, and the guides. */
const FOLDERS = ["", "packages/*", "examples", "examples/*", "packages/docs/guides"];

/** A page of the documentation. */
export interface Page {
  /** Where it is, from the root of the repository. */
  readonly name: string;
  readonly blocks: readonly CodeBlock[];
  /** What its links lead to that is no file and no folder of the repository. */
  readonly deadLinks: readonly string[];
}

/** Reads every page of the documentation. */
export async function documentedPages(): Promise<readonly Page[]> {
  const folders = await Promise.all(FOLDERS.map(foldersOf));
  const paths = await Promise.all(folders.flat().map(pagesIn));
  return Promise.all(paths.flat().map(readPage));
}

async function readPage(path: string): Promise<Page> {
  const name = relative(root, path).split(sep).join("/");
  const text = await readFile(path, "utf8");
  return { name, blocks: codeBlocksOf(name, text), deadLinks: await deadLinksIn(text, path) };
}

async function deadLinksIn(text: string, path: string): Promise<readonly string[]> {
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target = ""]) => target);
  const found = await Promise.all(
    links.map((target) =>
      access(join(dirname(path), target)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return links.filter((_, index) => !found[index]);
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
