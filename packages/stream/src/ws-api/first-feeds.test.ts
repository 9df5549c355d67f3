import type { Transport } from "@listenkey/core";
import type { SocketHandlers } from "@listenkey/core/transport";
import { virtualClock } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import { openUserDataStream } from "../index.ts";
import { product, SECOND } from "./ws-api.fixture.ts";

interface Request {
  readonly id: number;
  readonly method: string;
  readonly params?: { readonly apiKey?: string };
}

/** A WebSocket API that says yes to everything; and who subscribed, in order. Its sockets are opened by the test. */
function setup() {
  const clock = virtualClock();
  const sockets: SocketHandlers[] = [];
  const subscribed: string[] = [];
  const transport: Transport = {
    name: "api",
    send: () => new Promise(() => undefined),
    connect(_, handlers) {
      sockets.push(handlers);
      const answer = ({ id, method, params: { apiKey = "" } = {} }: Request): void => {
        if (method.startsWith("subscribe")) subscribed.push(apiKey);
        const result = { subscriptionId: subscribed.length };
        const text = JSON.stringify({ id, status: 200, result });
        clock.setTimer(20, () => handlers.message(text), { ref: true });
      };
      return { send: (text) => answer(JSON.parse(text) as Request), close: () => undefined };
    },
  };
  const open = (account: number) =>
    openUserDataStream({
      product,
      access: "subscription",
      apiKey: `ACCOUNT-${account}`,
      signer: () => Promise.resolve("SIGNATURE"),
      transport,
      clock,
      random: () => 0.5,
    });
  return { clock, sockets, subscribed, open };
}

test("whose second feed could be subscribed before its first waits for the others' first ones", async () => {
  const { clock, sockets, subscribed, open } = setup();
  const streams = Array.from({ length: 150 }, (_, account) => open(account));
  await clock.advance(SECOND);
  expect(sockets).toHaveLength(2);
  // The connection for second feeds is the faster one.
  sockets[1]?.open();
  await clock.advance(SECOND);
  const quick = subscribed.length;
  expect(quick).toBeGreaterThan(50);
  expect(quick).toBeLessThan(100);
  sockets[0]?.open();
  await clock.advance(30 * SECOND);
  expect(new Set(subscribed.slice(0, 150)).size).toBe(150);
  expect(new Set(subscribed.slice(150)).size).toBe(150);
  for (const stream of streams) void stream.close();
});
