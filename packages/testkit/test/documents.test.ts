import { expect, test } from "vitest";
import { typeErrorsOf } from "../src/documents/checked-programs.ts";
import { documentedBlocks } from "../src/documents/documented-pages.ts";
import { programsOf } from "../src/documents/page-program.ts";
import { runProgram } from "../src/documents/run-program.ts";

/** Languages of blocks that are programs here, and of those that are not. */
const PROGRAMS = ["ts", "js"];
const OTHERS = ["", "sh", "json", "html", "text"];

const pages = await documentedBlocks();
const programs = pages.flatMap((blocks) =>
  programsOf(blocks.filter(({ language }) => PROGRAMS.includes(language))),
);
const typeErrors = await typeErrorsOf(programs);

test("every block says in a known language what it is", () => {
  const unknown = pages
    .flat()
    .filter(({ language }) => ![...PROGRAMS, ...OTHERS].includes(language));
  expect(unknown.map(({ page, line, language }) => `${page}:${line} ${language}`)).toEqual([]);
});

test.each(programs.map((program) => [program.title, program] as const))(
  "%s: its types are right, and it does what it says",
  async (_, program) => {
    expect(typeErrors.get(program.title)).toEqual([]);
    await runProgram(program);
  },
);
