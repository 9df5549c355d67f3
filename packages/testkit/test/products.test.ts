import type { RateLimitPool } from "@listenkey/core/product";
import { expect, test } from "vitest";
import { usableProducts } from "../src/products.ts";

test("pools of the same name are the same pool in every package", () => {
  const pools = usableProducts
    .map(({ product }) => product.pools.rest)
    .flatMap((pool): RateLimitPool[] => (pool.within ? [pool, pool.within] : [pool]));
  const byId = new Map<string, RateLimitPool>();
  for (const pool of pools)
    expect(byId.set(pool.id, byId.get(pool.id) ?? pool).get(pool.id)).toEqual(pool);
  expect([...byId.keys()].sort()).toEqual(["api", "eapi", "fapi", "papi", "sapi-ip", "sapi-uid"]);
});

test("every product has an id of its own", () => {
  const ids = usableProducts.map(({ product }) => product.id);
  expect(new Set(ids).size).toBe(ids.length);
});
