import type { ListenKeyProduct, RateLimitPool } from "../seams/product.ts";

/** A made-up pool, larger than tests need. */
const pool: RateLimitPool = { id: "test", scope: "ip", weightPerMinute: 2_400 };

/** What a test wants to be different. */
export interface TestProductOptions {
  readonly id?: string;
  readonly pool?: RateLimitPool;
  readonly facet?: Partial<ListenKeyProduct["listenKey"]>;
}

/** A product for tests of core, which knows none of the real ones. By default it names no key, and PUT answers with it. */
export function testProduct({
  id = "test",
  pool: rest = pool,
  facet = {},
}: TestProductOptions = {}): ListenKeyProduct {
  return {
    id,
    environments: {
      live: {
        rest: "https://rest.test",
        stream: "wss://stream.test",
        aliases: ["https://rest1.test"],
      },
      testnet: { rest: "https://rest.testnet.test", stream: "wss://stream.testnet.test" },
    },
    pools: { rest },
    events: { names: [], ids: {}, timeField: "E", ordered: true },
    heartbeat: { pingEveryMs: 180_000, pongWithinMs: 600_000 },
    listenKey: {
      keySpace: id,
      create: { method: "POST", path: "/listenKey", weight: 1 },
      keepalive: { method: "PUT", path: "/listenKey", weight: 1 },
      revoke: { method: "DELETE", path: "/listenKey", weight: 1 },
      renewBy: "keepalive",
      lifetimeMs: 3_600_000,
      socketForms: [{ name: "path", url: (stream, listenKey) => `${stream}/ws/${listenKey}` }],
      retired: { "old.test": "2026-02-20" },
      successor: "something newer",
      ...facet,
    },
  };
}
