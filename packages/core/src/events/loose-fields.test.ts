import { expect, test } from "vitest";
import { fieldsOf, itemsOf } from "./loose-fields.ts";

test("the fields of an object are its own", () => {
  const order = { s: "BTCUSDT" };
  expect(fieldsOf(order)).toBe(order);
});

test.each([undefined, null, "text", 7, true])("%j has no fields and no items", (value) => {
  expect(fieldsOf(value as unknown as object)).toEqual({});
  expect(itemsOf(value as unknown as object[])).toEqual([]);
});

test("items that are no objects have no fields", () => {
  expect(itemsOf([{ a: 1 }, null, "B"] as unknown as object[])).toEqual([{ a: 1 }, {}, {}]);
});
