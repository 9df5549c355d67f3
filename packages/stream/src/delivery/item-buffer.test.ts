import fc from "fast-check";
import { expect, test } from "vitest";
import { ItemBuffer } from "./item-buffer.ts";

interface Limits {
  readonly events: number;
  readonly bytes: number;
}

function bufferOf(limits: Limits) {
  return new ItemBuffer<string>(limits, (item) => item.length);
}

test("items come out in the order they went in", () => {
  const buffer = bufferOf({ events: 10, bytes: 100 });
  for (const item of ["a", "b", "c"]) buffer.push(item);
  expect([buffer.shift(), buffer.length, buffer.drain(), buffer.length, buffer.shift()]).toEqual([
    "a",
    2,
    ["b", "c"],
    0,
    undefined,
  ]);
});

test("it takes so many items", () => {
  const buffer = bufferOf({ events: 2, bytes: 100 });
  expect(["a", "b", "c"].map((item) => buffer.push(item))).toEqual([true, true, false]);
  buffer.shift();
  expect(buffer.push("d")).toBe(true);
});

test("it takes so much text", () => {
  const buffer = bufferOf({ events: 100, bytes: 5 });
  expect(["aaa", "bb", "c"].map((item) => buffer.push(item))).toEqual([true, true, false]);
  buffer.shift();
  expect(buffer.push("ddd")).toBe(true);
  expect(buffer.push("")).toBe(true);
});

test("a single item always fits, however long it is", () => {
  const buffer = bufferOf({ events: 1, bytes: 5 });
  expect(buffer.push("x".repeat(100))).toBe(true);
  expect(buffer.push("")).toBe(false);
  buffer.drain();
  expect(buffer.push("xxxxx")).toBe(true);
});

/** The same with nothing but a list. */
class Model {
  #list: string[] = [];
  readonly #limits: Limits;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get length(): number {
    return this.#list.length;
  }

  push(item: string): boolean {
    const { events, bytes } = this.#limits;
    const after = [...this.#list, item];
    const fits = after.length <= events && after.join("").length <= bytes;
    if (fits || after.length === 1) this.#list = after;
    return fits || after.length === 1;
  }

  shift(): string | undefined {
    return this.#list.shift();
  }

  drain(): string[] {
    return this.#list.splice(0);
  }
}

test("it does what a list with limits would do, whatever is asked of it", () => {
  type Call = (buffer: ItemBuffer<string> | Model) => unknown;
  const pushes = fc.string({ maxLength: 4 }).map(
    (item): Call =>
      (buffer) =>
        buffer.push(item),
  );
  const takes = fc.constantFrom<Call>(
    (buffer) => buffer.shift(),
    (buffer) => buffer.shift(),
    (buffer) => buffer.drain(),
  );
  const limits = fc.record({ events: fc.integer({ min: 1, max: 8 }), bytes: fc.nat(20) });
  const calls = fc.array(fc.oneof(pushes, pushes, takes), { size: "large", maxLength: 300 });
  fc.assert(
    fc.property(limits, calls, (bounds, sequence) => {
      const [buffer, model] = [bufferOf(bounds), new Model(bounds)];
      for (const call of sequence) {
        expect([call(buffer), buffer.length]).toEqual([call(model), model.length]);
      }
    }),
  );
});
