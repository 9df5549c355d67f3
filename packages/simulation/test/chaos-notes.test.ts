import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { LineWriter } from "../src/chaos/notes/line-writer.ts";
import { readLines } from "../src/chaos/notes/read-lines.ts";

const folder = mkdtempSync(join(tmpdir(), "chaos-notes-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;

function newPath(): string {
  files += 1;
  return join(folder, `${files}.jsonl`);
}

test("what is written can be read", () => {
  const path = newPath();
  const writer = new LineWriter(path);
  const values = [{ a: 1 }, "ü\n", [2n.toString()], null];
  for (const value of values) writer.write(value);
  writer.close();
  expect([...readLines(path)]).toEqual(values);
});

test("what is written in one turn of the event loop is there in the next", async () => {
  const path = newPath();
  const writer = new LineWriter(path);
  writer.write(1);
  writer.write(2);
  expect(readFileSync(path, "utf8")).toBe("");
  await new Promise((resolve) => setImmediate(resolve));
  expect(readFileSync(path, "utf8")).toBe("1\n2\n");
  writer.write(3);
  await new Promise((resolve) => setImmediate(resolve));
  expect(readFileSync(path, "utf8")).toBe("1\n2\n3\n");
});

test("very much is not held back", () => {
  const path = newPath();
  const writer = new LineWriter(path);
  writer.write("x".repeat(70_000));
  expect(readFileSync(path, "utf8")).toHaveLength(70_003);
});

test("an error keeps what makes it one", () => {
  const path = newPath();
  const writer = new LineWriter(path);
  const error = Object.assign(new Error("no"), { code: "NETWORK", cause: new TypeError("why") });
  writer.write({ error });
  writer.close();
  expect([...readLines(path)]).toMatchObject([
    { error: { name: "Error", message: "no", code: "NETWORK", cause: { name: "TypeError" } } },
  ]);
});

test("a last line that was never finished is left out", () => {
  const path = newPath();
  writeFileSync(path, '{"a":1}\n{"a":2}\n{"a":');
  expect([...readLines(path)]).toEqual([{ a: 1 }, { a: 2 }]);
});

test("a line, or a letter, may lie across two chunks", () => {
  const path = newPath();
  const lines = Array.from({ length: 1_000 }, (_, index) => "ü".repeat(4_500 + index));
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  expect([...readLines(path)]).toEqual(lines);
});
