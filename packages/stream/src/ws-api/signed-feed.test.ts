import { inspect } from "node:util";
import { ListenKeyError, type Signer } from "@listenkey/core";
import { expect, test } from "vitest";
import {
  API_KEY,
  live,
  SECOND,
  setup,
  SIGNATURE,
  textOf,
  type WorldOptions,
} from "./ws-api.fixture.ts";

/** A feed whose subscribe has just been sent. */
async function asking(options: WorldOptions = {}) {
  const world = setup(options);
  const one = world.open();
  await world.settle();
  world.accept();
  await world.settle();
  return { ...world, ...one };
}

test("a feed subscribes when its connection is open, and is live when that is acknowledged", async () => {
  const { open, settle, accept, sent, acknowledge, event, transport } = setup();
  const { feed, told } = open();
  expect(transport.sockets).toEqual([]);
  await settle();
  expect(transport.sockets).toMatchObject([{ url: "wss://api.test/v3", sent: [] }]);
  expect([feed.connectedAt, feed.heardAt, told]).toEqual([undefined, undefined, []]);
  accept();
  await settle();
  expect(sent()).toMatchObject([{ method: "subscribe.signature" }]);
  expect(told).toEqual(["joined"]);
  acknowledge(7);
  await settle();
  event(7, "order");
  expect(told).toEqual(["joined", "live subscription", textOf("order")]);
});

test("what is signed is sorted and raw, the user's own parameters and recvWindow included", async () => {
  const signed: string[] = [];
  const signer: Signer = (payload) => (signed.push(payload), Promise.resolve(SIGNATURE));
  const { sent } = await asking({
    signer,
    recvWindowMs: 6000.346,
    subscribeParams: { filter: "a b&c", zone: true },
  });
  const params = sent()[0]?.params;
  const timestamp = String(params?.["timestamp"]);
  expect(signed).toEqual([
    `apiKey=${API_KEY}&filter=a b&c&recvWindow=6000.346&timestamp=${timestamp}&zone=true`,
  ]);
  expect(params).toEqual({
    apiKey: API_KEY,
    filter: "a b&c",
    recvWindow: 6000.346,
    timestamp: expect.any(Number) as number,
    zone: true,
    signature: SIGNATURE,
  });
});

test("a frame is signed when its turn has come", async () => {
  const { open, settle, accept, sent, governor, draw, clock } = setup();
  open();
  await settle();
  // Somebody else uses up what there is.
  const turn = { lane: "create", weight: 450, share: 0.25, random: () => 0 } as const;
  governor.wait(draw, turn);
  accept();
  await clock.advance(13 * SECOND);
  expect(sent()).toEqual([]);
  await clock.advance(2 * SECOND);
  const { timestamp } = sent()[0]?.params ?? {};
  expect(clock.now() - Number(timestamp)).toBeLessThan(2 * SECOND);
});

test.each([
  ["milliseconds", 1],
  ["microseconds", 1_000],
])("the timestamp is the exchange's time as far as it is known, told in %s", async (_, unit) => {
  const { open, settle, accept, answer, acknowledge, sent, clock } = setup();
  open();
  await settle();
  accept();
  await settle();
  const [first] = sent();
  expect(first?.params["timestamp"]).toBe(clock.now() - 100);
  answer("time", { result: { serverTime: (clock.now() + 60 * SECOND) * unit } });
  acknowledge(0);
  open({ lane: 1 });
  await settle();
  accept();
  await settle();
  const [second] = sent();
  const ahead = Number(second?.params["timestamp"]) - clock.now();
  expect(Math.abs(ahead - 60 * SECOND)).toBeLessThan(SECOND);
});

test("a timestamp that is refused is corrected by the exchange's clock, once", async () => {
  const { refuse, answer, settle, asked, told, ends, clock } = await asking();
  answer("time", { result: { serverTime: clock.now() } });
  await settle();
  refuse("subscribe", -1021);
  await settle();
  expect(asked("time")).toHaveLength(2);
  answer("time", { result: { serverTime: clock.now() - 30 * SECOND } });
  await settle();
  const [, again] = asked("subscribe");
  const ahead = Number(again?.params["timestamp"]) - clock.now();
  expect(Math.abs(ahead + 30 * SECOND)).toBeLessThan(SECOND);
  refuse("subscribe", -1021);
  await settle();
  expect(asked("time")).toHaveLength(2);
  expect(told).toEqual(["joined", "ended credential"]);
  expect(ends).toMatchObject([{ error: { exchangeCode: -1021 } }]);
  expect(ends[0]?.isFatal).toBeUndefined();
});

test.each<[string, Signer]>([
  [
    "throws",
    () => {
      throw new TypeError(`secret ${API_KEY}`);
    },
  ],
  ["rejects", () => Promise.reject(new TypeError(`secret ${API_KEY}`))],
  ["rejects with an error of ours", () => Promise.reject(new ListenKeyError("REJECTED", API_KEY))],
])("a signer that %s is asked again later, and what it said stays with it", async (_, signer) => {
  const { ends, sent } = await asking({ signer });
  expect(sent()).toEqual([]);
  expect(ends).toMatchObject([{ cause: "connection", error: { code: "NETWORK" } }]);
  expect(ends[0]?.isFatal).toBeUndefined();
  expect(inspect(ends, { depth: 9 })).not.toContain(API_KEY);
});

test("a signer that hangs is given up", async () => {
  const { ends, clock } = await asking({ signer: () => new Promise(() => undefined) });
  expect(ends).toEqual([]);
  await clock.advance(10 * SECOND);
  expect(ends).toMatchObject([
    { error: { code: "TIMEOUT", message: expect.stringContaining("signer") as string } },
  ]);
});

test.each<[string, Signer]>([
  ["gives no text", () => Promise.resolve(undefined as unknown as string)],
  [
    "says that it is set up wrongly",
    () => Promise.reject(new ListenKeyError("CONFIGURATION", "PEM")),
  ],
])("a signer that %s is never asked again", async (_, signer) => {
  const { ends } = await asking({ signer });
  expect(ends).toMatchObject([{ isFatal: true, error: { code: "CONFIGURATION" } }]);
});

test.each([
  [-1022, { isFatal: true, cause: "credential" }],
  [-1102, { isFatal: true }],
  [-2014, { isFatal: true }],
  [-2015, { isFatal: true }],
  [-1000, { cause: "credential" }],
  [-1008, { cause: "credential" }],
])("a first refusal with %i ends the feed", async (code, expected) => {
  const { refuse, settle, told, ends } = await asking();
  refuse("subscribe", code);
  await settle();
  expect(told).toEqual(["joined", expect.stringMatching(/^ended/)]);
  expect(ends).toMatchObject([{ ...expected, error: { code: "REJECTED", exchangeCode: code } }]);
  expect(ends[0]?.isFatal).toBe("isFatal" in expected ? true : undefined);
});

test("an API key that was accepted before is tried again once a minute", async () => {
  const { open, settle, accept, refuse } = await live();
  const { ends } = open({ lane: 1 });
  await settle();
  accept();
  await settle();
  refuse("subscribe", -2015);
  await settle();
  expect(ends).toMatchObject([{ retryInMs: 60 * SECOND, error: { exchangeCode: -2015 } }]);
  expect(ends[0]?.isFatal).toBeUndefined();
});

test.each([429, 418])(
  "%i stops the pool until the time that the exchange tells",
  async (status) => {
    const { answer, settle, ends, source, governor, draw, clock } = await asking();
    const serverTime = clock.now() + 5 * SECOND;
    const data = { serverTime, retryAfter: serverTime + 90 * SECOND };
    answer("subscribe", { status, error: { code: -1003, msg: "Too many.", data } });
    await clock.settle();
    expect(governor.block(draw)).toMatchObject({ status });
    expect(Math.abs(governor.blockedFor(draw) - 90 * SECOND)).toBeLessThan(SECOND);
    expect(ends).toMatchObject([{ cause: "connection", error: { code: "RATE_LIMITED" } }]);
    expect(Math.abs((ends[0]?.retryInMs ?? 0) - 90 * SECOND)).toBeLessThan(SECOND);
    expect(Math.abs((source.blockedUntil ?? 0) - clock.now() - 90 * SECOND)).toBeLessThan(SECOND);
    await settle();
  },
);

test("an ordinary answer ends the doubling of silences that the exchange does not measure", async () => {
  const { answer, governor, draw, clock } = await live();
  const sentAt = { wall: clock.now(), monotonic: clock.monotonic() };
  governor.stop(draw, { status: 429, forMs: SECOND }, sentAt);
  await clock.advance(2 * SECOND);
  answer("time", { result: {} });
  await clock.settle();
  const later = { wall: clock.now(), monotonic: clock.monotonic() };
  expect(governor.stop(draw, { status: 429 }, later)).toBe(120 * SECOND);
});

test.each([{ result: {} }, { result: { subscriptionId: "0" } }, { result: null }, {}])(
  "an acknowledgement %j without a number is none",
  async (answer) => {
    const { settle, told, ends, ...world } = await asking();
    world.answer("subscribe", { result: undefined, ...answer });
    await settle();
    if (ends.length === 0) await world.clock.advance(10 * SECOND);
    expect(told).toEqual(["joined", "ended connection"]);
    expect(ends[0]?.isFatal).toBeUndefined();
  },
);

test("a subscribe that is not answered ends the feed", async () => {
  const { clock, told, ends } = await asking();
  await clock.advance(10 * SECOND);
  expect(told).toEqual(["joined", "ended connection"]);
  expect(ends).toMatchObject([{ error: { code: "TIMEOUT" } }]);
});

test("no error holds a secret, whatever the exchange repeats", async () => {
  const { answer, settle, ends, feed } = await asking();
  const msg = `Bad signature ${SIGNATURE} of ${API_KEY}, short: KEY`;
  answer("subscribe", { status: 400, error: { code: -1022, msg } });
  await settle();
  const shown = inspect([ends, feed], { depth: 20, showHidden: true });
  expect(shown).toContain("Bad signature");
  for (const secret of [API_KEY, SIGNATURE]) expect(shown).not.toContain(secret);
});

test("other credentials count from the next subscribe on, and touch nothing that lives", async () => {
  const { source, open, settle, accept, sent, told, event } = await live();
  source.replaceCredentials({ apiKey: "OTHER", signer: () => Promise.resolve("NEW") });
  open({ lane: 1 });
  await settle();
  accept();
  await settle();
  expect(sent()).toMatchObject([{ params: { apiKey: "OTHER", signature: "NEW" } }]);
  event(0, "order", 0);
  expect(told.at(-1)).toBe(textOf("order"));
});
