import type { CodeBlock } from "./code-block.ts";
import type { GivenNames } from "./given.ts";
import { importedNames, importsIn, type Import } from "./imports.ts";

/** A program that is made of one block, or of several that go on from each other. */
export interface PageProgram {
  /** Where it stands: the page, and the line of its last block. */
  readonly title: string;
  readonly isForReal: boolean;
  /** What a compiler checks. A line of the page is the same line here. */
  readonly checked: string;
  /** The text of a function's body, which takes its imports from `given.modules`. */
  readonly run: string;
  /** How many lines print something. */
  readonly prints: number;
}

/** What every block may use without a word. */
const GIVEN_NAMES: readonly (keyof GivenNames)[] = [
  "apiKey",
  "secret",
  "pem",
  "passphrase",
  "transport",
];

/** Only what a run is given: there, these are not the system's own. */
const OF_THE_RUN = ["clock", "console", "Date", "fetch", "setTimeout", "clearTimeout"];

/** Makes the programs of a page's blocks, one for each that is not gone on from. */
export function programsOf(blocks: readonly CodeBlock[]): readonly PageProgram[] {
  const chains: CodeBlock[][] = [];
  for (const block of blocks) {
    const chain = block.goesOn ? chains.at(-1) : undefined;
    if (chain === undefined) chains.push([block]);
    else chain.push(block);
  }
  return chains.map((chain) => programOf(chain, earlierImports(blocks, chain)));
}

/** What blocks further up have imported is imported for their reader. */
function earlierImports(
  blocks: readonly CodeBlock[],
  [first]: readonly CodeBlock[],
): readonly Import[] {
  const earlier = blocks.slice(0, first === undefined ? 0 : blocks.indexOf(first));
  return earlier.flatMap(({ before, code }) => importsIn(`${before}\n${code}`));
}

function programOf(chain: readonly CodeBlock[], earlier: readonly Import[]): PageProgram {
  const code = chain.map((block) => [block.before, block.code, block.after].join("\n")).join("\n");
  const last = chain.at(-1);
  const declared = declaredIn(code);
  const imports = earlier.filter(({ name }) => !declared.has(name));
  const given = GIVEN_NAMES.filter((name) => !declared.has(name));
  return {
    title: `${last?.page}:${last?.line}`,
    isForReal: chain.some(({ isForReal }) => isForReal),
    checked: checkedText(chain, [...new Set(imports.map(statementOf))], given),
    ...runText(code, imports, given),
  };
}

function checkedText(
  chain: readonly CodeBlock[],
  imports: readonly string[],
  given: readonly string[],
): string {
  const lines = [
    'import type { Given } from "@given";',
    ...imports,
    `declare const given: Given; const { ${given.join(", ")} } = given; export {};`,
  ];
  let text = lines.join(" ");
  for (const { line, before, code, after } of chain) {
    const here = text.split("\n").length;
    text = `${text}${"\n".repeat(Math.max(0, line - here - 1))} ${before}\n${code} ${after}`;
  }
  return `${text}\n`;
}

function runText(
  code: string,
  imports: readonly Import[],
  given: readonly string[],
): Pick<PageProgram, "run" | "prints"> {
  let prints = 0;
  const body = code
    .replaceAll(/^ *import [\s\S]*?;/gm, "")
    .replaceAll(/\bimport (?:type )?[^;(]*? from "[^"]*";/g, "")
    .replace(/^export default /m, "given.exported = ")
    .replaceAll(/^export (?=class|function|const|async)/gm, "")
    .replaceAll(/\bconsole\.log\(/g, () => `console.at(${prints++}).log(`);
  const values = [...imports, ...importsIn(code)].filter(({ isType }) => !isType);
  const needed = new Map(values.map((one) => [one.name, one]));
  const modules = [...needed.values()].map(
    ({ name, from, exported }) =>
      `const ${name} = given.module(${JSON.stringify(from)}).${exported};`,
  );
  const names = [...OF_THE_RUN, ...given].filter((name) => !needed.has(name));
  const header = `const { ${names.join(", ")} } = given; ${modules.join(" ")}`;
  return { run: `${header}\n{\n${body}\n}`, prints };
}

function statementOf({ name, from, exported, isType }: Import): string {
  const word = isType ? "import type" : "import";
  if (exported === "default") return `${word} ${name} from "${from}";`;
  return `${word} { ${exported === name ? name : `${exported} as ${name}`} } from "${from}";`;
}

/** The names that a text declares anywhere. */
function declaredIn(code: string): ReadonlySet<string> {
  const names = new Set(importedNames(code));
  for (const [, name = ""] of code.matchAll(
    /\b(?:const|let|function\*?|class|interface|type)\s+(\w+)/g,
  )) {
    names.add(name);
  }
  for (const [, pattern = ""] of code.matchAll(/\b(?:const|let)\s*[{[]([\s\S]*?)[}\]]\s*=/g)) {
    for (const part of pattern.split(",")) {
      names.add((part.split("=")[0]?.split(":").at(-1) ?? "").trim());
    }
  }
  return names;
}
