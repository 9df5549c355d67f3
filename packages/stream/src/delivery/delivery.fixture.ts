import type { Product } from "@listenkey/core";
import type { EventPayload } from "@listenkey/core/product";
import { virtualClock, type VirtualClock } from "@listenkey/core/testing";
import type { StreamItem } from "../gap.ts";
import { Delivery, type DeliverySettings } from "./delivery.ts";
import type { DeliverableFrame } from "./stream-event.ts";

/** An event of the product that these tests deliver. */
export type TestPayload = OrderPayload | BalancePayload;

export interface OrderPayload extends EventPayload {
  readonly e: "ORDER";
  readonly o: { readonly i: string; readonly X: string };
}

interface BalancePayload extends EventPayload {
  readonly e: "BALANCE";
  readonly B: readonly { readonly a: string }[];
}

const testProduct: Product<TestPayload> = {
  id: "test",
  environments: { live: { rest: "https://rest.test", stream: "wss://stream.test" } },
  pools: { rest: { id: "test", scope: "ip", weightPerMinute: 2_400 } },
  events: {
    names: ["ORDER", "BALANCE", "listenKeyExpired"],
    ids: { ORDER: ["o.i", "O[].i"] },
    timeField: "E",
    ordered: true,
  },
  heartbeat: { pingEveryMs: 180_000, pongWithinMs: 600_000 },
};

/** The exchange's clock is a second ahead, give or take ten milliseconds. */
export const AHEAD = { earliest: 990, estimate: 1_000, latest: 1_010 };

/** A delivery with a listener that writes down what it hears. */
export interface Scene {
  readonly delivery: Delivery<TestPayload>;
  readonly clock: VirtualClock;
  readonly heard: StreamItem<TestPayload>[];
  /** Delivers an order, sent at this time of the exchange's clock. */
  readonly order: (time?: number, more?: string) => void;
}

/** Sets the scene. */
export function setScene(settings: Partial<DeliverySettings<TestPayload>> = {}): Scene {
  const clock = virtualClock();
  const heard: StreamItem<TestPayload>[] = [];
  const delivery = new Delivery<TestPayload>({
    product: testProduct,
    account: undefined,
    filter: undefined,
    buffer: { events: 10_000, bytes: 16_777_216 },
    clock,
    exchangeTime: {
      toExchange: (wall) => ({ earliest: wall + AHEAD.earliest, latest: wall + AHEAD.latest }),
      estimate: (wall) => wall + AHEAD.estimate,
    },
    listeners: { emit: (_, item) => void heard.push(item) },
    ...settings,
  });
  const order = (time?: number, more = ""): void => {
    const sent = time === undefined ? "" : `"E":${time},`;
    delivery.deliver(frame(`{"e":"ORDER",${sent}"o":{"i":7,"X":"NEW"}${more}}`), false);
  };
  return { delivery, clock, heard, order };
}

/** A frame with an event that has just arrived. */
export function frame(text: string, type = "ORDER"): DeliverableFrame {
  return { text, type, receivedAt: 1_700_000_000_000 };
}

/** A gap for tests that do not care which. */
export const OUTAGE = { from: 1, to: 2, cause: "connection" } as const;
