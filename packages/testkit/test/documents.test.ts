import { expect, test } from "vitest";
import { typeErrorsOf } from "../src/documents/checked-programs.ts";
import { documentedPages } from "../src/documents/documented-pages.ts";
import { programsOf } from "../src/documents/page-program.ts";
import { runProgram } from "../src/documents/run-program.ts";

/** Languages of blocks that are programs here, and of those that are not. */
const PROGRAMS = ["ts", "js"];
const OTHERS = ["", "sh", "json", "html", "text"];

const pages = await documentedPages();
const programs = pages.flatMap(({ blocks }) =>
  programsOf(blocks.filter(({ language }) => PROGRAMS.includes(language))),
);
const typeErrors = await typeErrorsOf(programs);

test("every block says in a known language what it is", () => {
  const unknown = pages
    .flatMap(({ blocks }) => blocks)
    .filter(({ language }) => ![...PROGRAMS, ...OTHERS].includes(language));
  expect(unknown.map(({ page, line, language }) => `${page}:${line} ${language}`)).toEqual([]);
});

test("every link inside the repository leads somewhere", () => {
  const dead = pages.flatMap(({ name, deadLinks }) => deadLinks.map((link) => `${name}: ${link}`));
  expect(dead).toEqual([]);
});

test.each(programs.map((program) => [program.title, program] as const))(
  "%s: its types are right, and it does what it says",
  async (_, program) => {
    expect(typeErrors.get(program.title)).toEqual([]);
    await runProgram(program);
  },
);
