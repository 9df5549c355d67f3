/** A block of code on a page of documentation, and what stands in comments in front of it. */
export interface CodeBlock {
  /** The page, from the root of the repository. */
  readonly page: string;
  /** The line of the page on which its code begins; the first line is 1. */
  readonly line: number;
  /** What the fence says it is, e.g. `ts`; empty if it says nothing. */
  readonly language: string;
  readonly code: string;
  /** Whether it goes on where the block before it has ended: `<!-- goes on -->`. */
  readonly goesOn: boolean;
  /** Whether it brings an exchange of its own, and is run on the system's clock: `<!-- for real -->`. */
  readonly isForReal: boolean;
  /** Code that stands for what a reader has already: `<!-- given: … -->`. */
  readonly before: string;
  /** Code that uses what the block has made: `<!-- then: … -->`. */
  readonly after: string;
}

/** What stands in front of a block. */
type Remarks = Pick<CodeBlock, "goesOn" | "isForReal" | "before" | "after">;

const FENCE = /^ *(`{3,})([\w-]*)/;
const NOTHING: Remarks = { goesOn: false, isForReal: false, before: "", after: "" };

/** Finds the fenced blocks of a page, in their order. */
export function codeBlocksOf(page: string, text: string): readonly CodeBlock[] {
  const lines = text.split("\n");
  const blocks: CodeBlock[] = [];
  let remarksFrom = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const [, fence, language = ""] = FENCE.exec(lines[at] ?? "") ?? [];
    if (fence === undefined) continue;
    const end = lines.findIndex((line, index) => index > at && line.trim() === fence);
    if (end < 0) throw new Error(`${page}:${at + 1}: the block has no end`);
    blocks.push({
      page,
      line: at + 2,
      language,
      code: lines.slice(at + 1, end).join("\n"),
      ...remarksIn(lines.slice(remarksFrom, at).join("\n")),
    });
    at = end;
    remarksFrom = end + 1;
  }
  return blocks;
}

/** Reads the comments that end a text, with nothing but blank lines between and after them. */
function remarksIn(text: string): Remarks {
  const comments = /(?:<!--(?:(?!-->)[\s\S])*-->\s*)+$/.exec(text)?.[0] ?? "";
  let remarks = NOTHING;
  for (const [, comment = ""] of comments.matchAll(/<!--([\s\S]*?)-->/g)) {
    remarks = { ...remarks, ...remarkIn(comment.trim()) };
  }
  return remarks;
}

function remarkIn(comment: string): Partial<Remarks> {
  if (comment === "goes on") return { goesOn: true };
  if (comment === "for real") return { isForReal: true };
  // On one line, so that the lines of the block keep their numbers.
  const [, word, code = ""] = /^(given|then):\s*([\s\S]*)$/.exec(comment) ?? [];
  const line = code.replaceAll("\n", " ");
  if (word === "given") return { before: line };
  return word === "then" ? { after: line } : {};
}
