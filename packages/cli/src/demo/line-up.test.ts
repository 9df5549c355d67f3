import { expect, test } from "vitest";
import { lineUp } from "./line-up.ts";

test("exchange and client mean the same product", () => {
  expect(lineUp.map(({ product }) => product.id)).toEqual(
    lineUp.map(({ exchangeId }) => exchangeId),
  );
});

test("no two products have the same name, which is that of their account", () => {
  expect(new Set(lineUp.map(({ name }) => name)).size).toBe(lineUp.length);
});
