import { expect, test } from "vitest";
import { CompiledLibrary } from "../src/machine/compiled-library.ts";
import { guarded } from "../src/run/guarded.ts";

/** A library that is one function. */
function copyOf(body: string, hears: string[] = []): () => unknown {
  const code = `module.exports.library = () => { ${body} };`;
  return new CompiledLibrary(code, (what) => hears.push(what)).take() as never;
}

test.each([
  ["Date.now", "Date.now()"],
  ["new Date()", "new Date()"],
  ["Math.random", "Math.random()"],
  ["setTimeout", "setTimeout(() => {}, 1)"],
  ["setImmediate", "setImmediate(() => {})"],
  ["performance", "performance.now()"],
  ["fetch", "fetch('http://127.0.0.1')"],
  ["WebSocket", "new WebSocket('ws://127.0.0.1')"],
  ["MessageChannel", "new MessageChannel()"],
])("a library cannot reach for %s", (what, expression) => {
  const hears: string[] = [];
  expect(copyOf(`return ${expression};`, hears)).toThrow(`a run has reached for ${what}`);
  expect(hears).toEqual([what]);
});

test("what has nothing to do with time stays", () => {
  const use = copyOf(
    "return [new Date(5).getTime(), Date.UTC(1970, 0, 1), Math.max(1, 2), new URL('a:b').href];",
  );
  expect(use()).toEqual([5, 0, 2, "a:b"]);
});

test("copies share nothing, as processes do not", () => {
  const code = "module.exports.library = () => (globalThis.table = (globalThis.table ?? 0) + 1);";
  const maker = new CompiledLibrary(code);
  const [one, other] = [maker.take(), maker.take()] as unknown as [() => number, () => number];
  expect([one(), one(), other()]).toEqual([1, 2, 1]);
  expect("table" in globalThis).toBe(false);
});

test("a copy that is given back is taken again", () => {
  const maker = new CompiledLibrary("module.exports.library = {};");
  const copy = maker.take();
  maker.giveBack(copy);
  expect([maker.take() === copy, maker.take() === copy]).toEqual([true, false]);
});

test("a run that waits for a real task fails", async () => {
  const run = guarded(() => new Promise((resolve) => setImmediate(resolve)));
  await expect(run).rejects.toThrow("waited for something outside of its timeline");
});

test("a run that leaves something real behind fails", async () => {
  let timeout: NodeJS.Timeout | undefined;
  const run = guarded(async () => {
    // oxlint-disable-next-line no-restricted-globals -- It is what a run must not do.
    timeout = setTimeout(() => undefined, 60_000);
  });
  await expect(run).rejects.toThrow("begun something real: Timeout");
  clearTimeout(timeout);
});

test("rejections that nobody handles are the run's", async () => {
  let heard: readonly unknown[] = [];
  await guarded(async (uncaught) => {
    heard = uncaught;
    void Promise.reject(new Error("nobody's"));
  });
  expect(heard).toMatchObject([{ message: "nobody's" }]);
});

test("a copy that is given back has forgotten what the process shared", () => {
  const code = "module.exports.library = () => (globalThis.table = (globalThis.table ?? 0) + 1);";
  const maker = new CompiledLibrary(code);
  const copy = maker.take();
  const count = copy as unknown as () => number;
  expect([count(), count()]).toEqual([1, 2]);
  maker.giveBack(copy);
  expect((maker.take() as unknown as () => number)()).toBe(1);
});
