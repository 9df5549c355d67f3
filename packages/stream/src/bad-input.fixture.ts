import { inspect } from "node:util";
import { isListenKeyError } from "@listenkey/core";
import { scriptedTransport, virtualClock } from "@listenkey/core/testing";
import { expect } from "vitest";
import { keyProduct } from "./feeds/key-feed.fixture.ts";
import { openUserDataStream } from "./index.ts";
import { API_KEY, product } from "./ws-api/ws-api.fixture.ts";

const { subscription, listenToken, ...bare } = product;

/** Products that are heard in no way, in one way, or in two. */
export const products = {
  bare,
  signed: { ...bare, subscription },
  byToken: { ...bare, listenToken },
  byKey: keyProduct(),
  either: product,
};

/** Opens a stream that is fine but for some options. @returns What the call says that it throws. */
export function refusal(options: object): string {
  const clock = virtualClock();
  const transport = scriptedTransport();
  const signer = () => Promise.resolve("signature");
  const fine = { product: products.byKey, apiKey: API_KEY, signer, transport, clock };
  const message = refused(() => openUserDataStream({ ...fine, ...options }));
  const left = [transport.requests.length, transport.sockets.length, clock.pendingTimers];
  expect(left).toEqual([0, 0, 0]);
  return message;
}

/** The message of a `CONFIGURATION` error that a call throws. It holds no secret. */
export function refused(open: () => unknown): string {
  const error = errorOf(open);
  expect(inspect(error)).not.toContain(API_KEY);
  if (isListenKeyError(error) && error.code === "CONFIGURATION") return error.message;
  throw error;
}

function errorOf(open: () => unknown): unknown {
  try {
    open();
  } catch (error) {
    return error;
  }
  return new Error("It was accepted");
}
