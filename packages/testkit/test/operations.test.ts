import { readFile } from "node:fs/promises";
import { createListenKeyApi } from "@listenkey/core";
import { virtualClock } from "@listenkey/core/testing";
import { createExchange } from "@listenkey/simulator";
import { serveExchange } from "@listenkey/simulator/server";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import { expect, onTestFinished, test } from "vitest";
import { documentedOperations } from "../src/documented-operations.ts";
import { usableProducts } from "../src/products.ts";
import { productOf } from "../src/promises/world.ts";

/** A served exchange, and the calls of one product's keys over real HTTP. */
async function setup(keysOf: string) {
  const clock = virtualClock();
  const exchange = createExchange({ clock, seed: 1 });
  const server = await serveExchange(exchange);
  const transport = nodeHttpTransport();
  onTestFinished(async () => {
    transport.close?.();
    await server.close();
    exchange.close();
  });
  const apiKey = exchange.createAccount().apiKeys[0] ?? "";
  const { product } = productOf(keysOf);
  const environment = { rest: server.rest, stream: server.stream };
  return { exchange, api: createListenKeyApi({ product, apiKey, transport, environment, clock }) };
}

test.each(documentedOperations)(
  "$operation is $call() here: $method $path",
  async ({ method, path, keysOf, call }) => {
    const { exchange, api } = await setup(keysOf);
    const { listenKey } = await api.create();
    if (call !== "create") await api[call](listenKey);
    const request = exchange.log.of("request").at(-1);
    expect(request).toMatchObject({ method, path, status: 200 });
    const did = { create: "keyCreated", keepalive: "keyExtended", revoke: "keyRevoked" } as const;
    expect(request?.did).toBe(did[call]);
  },
);

test.each(documentedOperations)("the README says what $operation is", async ({ operation }) => {
  const readme = await readFile(new URL("../../../README.md", import.meta.url), "utf8");
  expect(readme).toContain(`\`${operation}\``);
});

test.each(usableProducts)(
  "$product.id: create, keepalive and revoke work over real HTTP",
  async ({ keysOf }) => {
    const { exchange, api } = await setup(keysOf);
    const { listenKey } = await api.create();
    await api.keepalive(listenKey);
    await api.revoke(listenKey);
    await expect(api.keepalive(listenKey)).rejects.toMatchObject({
      code: "REJECTED",
      exchangeCode: -1125,
    });
    expect(exchange.log.of("request").map(({ status }) => status)).toEqual([200, 200, 200, 400]);
  },
);
