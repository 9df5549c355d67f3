import { expect, test } from "vitest";
import { typeErrorsOf } from "../src/documents/checked-programs.ts";
import { codeBlocksOf } from "../src/documents/code-block.ts";
import { programsOf, type PageProgram } from "../src/documents/page-program.ts";
import { runProgram } from "../src/documents/run-program.ts";

const IMPORTS = `
import { openUserDataStream } from "@listenkey/stream";
import { umfutures } from "@listenkey/umfutures";`;
const OPEN = "const stream = openUserDataStream({ product: umfutures, apiKey, transport });";

/** The programs of a page, whose lines are given. */
function page(...lines: readonly string[]): readonly PageProgram[] {
  return programsOf(codeBlocksOf("page.md", lines.join("\n")));
}

/** The last program of a page. */
function last(...lines: readonly string[]): PageProgram {
  const program = page(...lines).at(-1);
  if (program === undefined) throw new Error("the page has no program");
  return program;
}

test("types are checked, in the lines of the page; blocks know what those further up import, and nothing else of them", async () => {
  const programs = [
    ...page("Some text.", "", "```ts", "const wrong: number = apiKey;", "```"),
    ...page(
      "```ts",
      `${IMPORTS}\nconst mine = 1;`,
      "```",
      "```ts",
      `${OPEN}\nconsole.log(stream.state, typeof mine);`,
      "```",
    ),
  ];
  const errors = [...(await typeErrorsOf(programs))];
  expect(errors).toEqual([
    ["page.md:4", [expect.stringContaining("(4,7): error TS2322")]],
    ["page.md:2", []],
    ["page.md:8", [expect.stringContaining("Cannot find name 'mine'")]],
  ]);
});

test("what a block throws, fails it", async () => {
  const program = last("```ts", 'throw new Error("as it should");', "```");
  await expect(runProgram(program)).rejects.toThrow("as it should");
});

test("a line that has nothing to print fails its block", async () => {
  const program = last(
    "```ts",
    IMPORTS,
    OPEN,
    "if (stream.stats().gaps > 0) console.log(1);",
    "```",
  );
  await expect(runProgram(program)).rejects.toThrow("console.log number 1 never printed");
});

test("a block waits for what happens in an hour and a half, and then ends", async () => {
  const program = last(
    "```ts",
    IMPORTS,
    OPEN,
    "for await (const event of stream) {",
    '  if (event.type === "gap" && event.cause === "credential") console.log(event.cause);',
    "}",
    "```",
  );
  expect((await runProgram(program)).printed).toEqual(["credential"]);
});

test("a stream that never lives fails its block", async () => {
  const program = last(
    "```ts",
    IMPORTS,
    'openUserDataStream({ product: umfutures, apiKey: "nobody\'s", transport });',
    "```",
  );
  await expect(runProgram(program)).rejects.toThrow("does not work");
});

test("a block that hangs fails", async () => {
  const program = last("```ts", IMPORTS, OPEN, "await new Promise(() => {});", "```");
  await expect(runProgram(program)).rejects.toThrow("does not end");
});

test("a block that goes on is one program with the one before it", async () => {
  const [program, ...others] = page(
    "```ts",
    "const mine = 1;",
    "```",
    "<!-- goes on -->",
    "",
    "```ts",
    "console.log(mine);",
    "```",
  );
  expect(others).toEqual([]);
  expect(program?.title).toBe("page.md:7");
  expect(program && (await runProgram(program)).printed).toEqual(["1"]);
});

test("comments stand for what a reader has, and use what a block makes", async () => {
  const program = last(
    "<!-- given:",
    "const first = 1; -->",
    "<!-- then: console.log(first + second); -->",
    "",
    "```ts",
    "const second = 2;",
    "```",
  );
  expect((await runProgram(program)).printed).toEqual(["3"]);
});
