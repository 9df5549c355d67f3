import { expect, test } from "vitest";
import { lineUp } from "./line-up.ts";

test("exchange and client mean the same product", () => {
  expect(lineUp.map(({ product }) => product.id)).toEqual(
    lineUp.map(({ exchangeId }) => exchangeId),
  );
});

test("every product is obtained in a way that it has, and every way is taken", () => {
  for (const { product, access } of lineUp) expect(product).toHaveProperty(access);
  expect(new Set(lineUp.map(({ access }) => access)).size).toBe(3);
});

test("no two products have the same name, which is that of their account", () => {
  expect(new Set(lineUp.map(({ name }) => name)).size).toBe(lineUp.length);
});
