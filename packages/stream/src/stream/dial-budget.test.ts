import { Governor } from "@listenkey/core/kit";
import { scriptedTransport, virtualClock } from "@listenkey/core/testing";
import type { Transport } from "@listenkey/core/transport";
import { describe, expect, test } from "vitest";
import { keyProduct, replies } from "../feeds/key-feed.fixture.ts";
import { openUserDataStream } from "../index.ts";
import { product as apiProduct } from "../ws-api/ws-api.fixture.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** How long everybody has to wait for their turn to dial. */
const BAN_MS = 20 * MINUTE;

/** The ways to an account's events, as options of a stream. */
const ways = {
  "by listen key": { product: keyProduct(), socketForm: "path" },
  "by listen key, subscribed to": { product: keyProduct(), socketForm: "subscribe" },
  "by listen keys on shared sockets": { product: keyProduct(), shareSockets: true },
  "on the WebSocket API": {
    product: apiProduct,
    access: "subscription",
    signer: () => Promise.resolve("SIGNATURE"),
  },
} as const;

type Way = (typeof ways)[keyof typeof ways];

/** An exchange that grants keys, bans whoever has one from dialling for a while, and refuses every socket afterwards. */
function setup(way: Way) {
  const clock = virtualClock();
  let isBanned = false;
  const scripted = scriptedTransport(() => {
    if (!isBanned) ban();
    return replies.key("K1");
  });
  const dials: number[] = [];
  const transport: Transport = {
    ...scripted,
    connect(request, handlers) {
      const socket = scripted.connect(request, handlers);
      const made = scripted.sockets.at(-1);
      dials.push(clock.monotonic());
      const refuse = () => made?.handlers.end({ code: 1006, reason: "" });
      clock.setTimer(1, refuse, { ref: true });
      return socket;
    },
  };
  const { pools } = way.product;
  const draw = {
    pool: ("wsApi" in pools && pools.wsApi) || pools.rest,
    realm: "live",
    account: "",
  };
  const governor = Governor.of(transport, clock);
  const ban = (): void => {
    isBanned = true;
    const sentAt = { wall: clock.now(), monotonic: clock.monotonic() };
    governor.stop(draw, { status: 418, forMs: BAN_MS }, sentAt);
  };
  if (way.product === apiProduct) ban();
  const open = () =>
    openUserDataStream({ ...way, apiKey: "APIKEY", transport, clock, random: () => 0.1 });
  return { clock, dials, open };
}

/** How many moments there are in the fullest minute. */
function mostInMinute(moments: readonly number[]): number {
  const from = (start: number) => moments.filter((at) => at >= start && at < start + MINUTE).length;
  return Math.max(0, ...moments.map(from));
}

describe.each(Object.entries(ways))("%s", (_, way) => {
  test.each([1, 7])(
    "dials that have waited out a ban are counted when they are made: twelve a minute for %i streams of an account",
    async (count) => {
      const { clock, dials, open } = setup(way);
      const streams = Array.from({ length: count }, open);
      await clock.advance(BAN_MS - 1);
      expect(dials).toEqual([]);
      await clock.advance(5 * MINUTE);
      expect(mostInMinute(dials)).toBeGreaterThan(6);
      expect(mostInMinute(dials)).toBeLessThanOrEqual(12);
      for (const stream of streams) void stream.close();
    },
  );

  test("whoever gives up a turn that has not come has spent nothing", async () => {
    const { clock, dials, open } = setup(way);
    // Somebody has to hold the key.
    const holder = open();
    await clock.advance(0);
    for (let count = 0; count < 10; count += 1) {
      const stream = open();
      await clock.advance(SECOND);
      await stream.close();
    }
    const streams = [holder, open(), open()];
    await clock.advance(BAN_MS);
    for (const stream of streams) void stream.close();
    expect(dials.filter((at) => at < BAN_MS + SECOND)).toHaveLength(6);
  });
});
