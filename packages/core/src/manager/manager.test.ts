import { expect, test } from "vitest";
import { scriptedTransport, virtualClock, type ScriptedAnswer } from "../testing.ts";
import { testProduct } from "../testing/test-product.ts";
import {
  createListenKeyManager,
  type ListenKeyManager,
  type ListenKeyManagerOptions,
} from "../index.ts";

const names = [
  "created",
  "createFailed",
  "renewed",
  "renewalFailed",
  "suspended",
  "replaced",
  "lost",
  "failed",
  "closed",
] as const;

function setup(answer?: ScriptedAnswer, more: Partial<ListenKeyManagerOptions> = {}) {
  const clock = virtualClock();
  const transport = scriptedTransport(
    answer ?? (() => ({ status: 200, body: { listenKey: "K1" } })),
  );
  const manager = createListenKeyManager({
    product: testProduct(),
    apiKey: "A",
    transport,
    clock,
    random: () => 0.5,
    ...more,
  } as ListenKeyManagerOptions);
  const seen = watch(manager);
  return { clock, transport, manager, seen };
}

function watch(manager: ListenKeyManager): string[] {
  const seen: string[] = [];
  for (const name of names) manager.on(name, () => seen.push(`${name}:${manager.state}`));
  return seen;
}

test("a key is created and renewed between a quarter and a third of its life", async () => {
  const { clock, transport, manager, seen } = setup();
  expect(await manager.open()).toBe("K1");
  expect(manager.state).toBe("live");
  await clock.advance(15 * 60_000 - 1);
  expect(transport.requests).toHaveLength(1);
  await clock.advance(5 * 60_000);
  expect(transport.requests.map(({ method }) => method)).toEqual(["POST", "PUT"]);
  expect(seen).toEqual(["created:live", "renewed:live"]);
  await manager.close();
  expect(seen.at(-1)).toBe("closed:closed");
  expect(clock.pendingTimers).toBe(0);
});
