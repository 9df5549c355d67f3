import { expect, test } from "vitest";
import { PRODUCT_NAMES, productNamed } from "./products.ts";

test("every name that is offered is that of its product", () => {
  expect(PRODUCT_NAMES.map((name) => productNamed(name).product.id)).toEqual(PRODUCT_NAMES);
});

test("isolated margin takes any pair, in capitals or not", () => {
  expect(productNamed("margin-isolated-ethbtc").name).toBe("margin-isolated-ETHBTC");
  expect(productNamed("margin-isolated-测试USDT").name).toBe("margin-isolated-测试USDT");
});

test.each(["", "usdm", "SPOT", "margin-isolated", "margin-isolated-", "margin-isolated-A B"])(
  "%j is no product",
  (name) => {
    expect(() => productNamed(name)).toThrow(/Give one of: spot, .* with another pair\./);
  },
);
