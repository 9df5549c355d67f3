import { inspect } from "node:util";
import type { ScriptedReply } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import { API_KEY, DAY, live, SECOND, setup, type WorldOptions } from "./ws-api.fixture.ts";

/** A feed whose subscribe has just been sent. */
async function asking(options: WorldOptions = {}) {
  const world = setup({ kind: "token", ...options });
  const one = world.open();
  await world.settle();
  world.accept();
  await world.settle();
  return { ...world, ...one };
}

const token = (name: string): ScriptedReply => ({ status: 200, body: { token: name } });

test("a feed asks for a token when its connection is open, and subscribes with it", async () => {
  const { open, settle, accept, sent, acknowledge, transport } = setup({
    kind: "token",
    subscribeParams: { filter: "x" },
  });
  const { feed, told } = open();
  await settle();
  expect(transport.requests).toEqual([]);
  accept();
  await settle();
  expect(transport.requests).toMatchObject([
    { method: "POST", url: "https://rest.test/token", headers: { "x-mbx-apikey": API_KEY } },
  ]);
  expect(sent()).toMatchObject([
    { method: "subscribe.listenToken", params: { filter: "x", listenToken: "TOKEN1" } },
  ]);
  expect(JSON.stringify(sent())).not.toContain(API_KEY);
  acknowledge(0);
  await settle();
  expect(told).toEqual(["joined", "live subscription"]);
  expect(feed.credentialId).toBeUndefined();
});

test("with a signer the request for a token is signed, and sent as it was signed", async () => {
  const signed: string[] = [];
  const signer = (payload: string) => Promise.resolve(`${signed.push(payload)}=/`);
  const { transport, clock } = await asking({ kind: "token", signer, recvWindowMs: 2_000 });
  const timestamp = clock.now() - 100;
  expect(signed).toEqual([`recvWindow=2000&timestamp=${timestamp}`]);
  expect(transport.requests[0]?.body).toBe(`${signed[0]}&signature=1%3D%2F`);
});

test("a request for a token that was signed too early or too late is signed anew, once", async () => {
  const signed: string[] = [];
  const signer = (payload: string) => Promise.resolve(`signature${signed.push(payload)}`);
  const tokenReply = (count: number): ScriptedReply =>
    count < 2 ? { status: 400, body: { code: -1021, msg: "Timestamp" } } : token("TOKEN");
  const { sent, told } = await asking({ kind: "token", signer, tokenReply });
  expect([signed.length, sent().length, told]).toEqual([2, 1, ["joined"]]);
});

test("a subscribe by token takes its turn in the pool", async () => {
  const { open, settle, accept, sent, governor, draw, clock } = setup({ kind: "token" });
  open();
  await settle();
  governor.wait(draw, { lane: "create", weight: 450, share: 0.25, random: () => 0 });
  accept();
  await clock.advance(13 * SECOND);
  expect(sent()).toEqual([]);
  await clock.advance(2 * SECOND);
  expect(sent()).toHaveLength(1);
});

test("the credential is proved when the token of the last subscribe was asked for", async () => {
  const { feed, clock } = await live({ kind: "token" });
  expect(feed.credentialProvenAt?.monotonic).toBe(clock.monotonic() - 200);
});

test("every connection and every feed gets a token of its own", async () => {
  const world = await live({ kind: "token" });
  world.cut();
  const next = world.open();
  await world.settle();
  world.accept();
  await world.settle();
  world.open({ lane: 1, apartFrom: [next.feed] });
  await world.settle();
  world.accept();
  await world.settle();
  const used = [0, 1, 2].map((index) => world.sent(index)[0]?.params["listenToken"]);
  expect(used).toEqual(["TOKEN1", "TOKEN2", "TOKEN3"]);
});

test("a token that the exchange does not know is replaced by a fresh one, once", async () => {
  const { refuse, settle, sent, ends } = await asking();
  refuse("subscribe", -1209);
  await settle();
  expect(sent().map(({ params }) => params["listenToken"])).toEqual(["TOKEN1", "TOKEN2"]);
  refuse("subscribe", -1209);
  await settle();
  expect(sent()).toHaveLength(2);
  expect(ends).toMatchObject([{ cause: "credential", error: { exchangeCode: -1209 } }]);
  expect(ends[0]?.isFatal).toBeUndefined();
});

test.each<[string, ScriptedReply, object]>([
  ["is lost", "lost", { cause: "connection", error: { code: "NETWORK" } }],
  ["fails with 503", { status: 503 }, { error: { code: "REJECTED", status: 503 } }],
  ["is answered without a token", { status: 200, body: {} }, { error: { code: "BAD_RESPONSE" } }],
  [
    "is refused for a while",
    { status: 429, headers: { "retry-after": "60" } },
    { error: { code: "RATE_LIMITED" }, retryInMs: 60 * SECOND },
  ],
  ["is switched off", { status: 410 }, { isFatal: true, error: { code: "RETIRED" } }],
  ["is not authorized", { status: 401, body: { code: -2015 } }, { isFatal: true }],
  ["is refused", { status: 400, body: { code: -1102 } }, { isFatal: true }],
])("a POST that %s ends the feed", async (_, reply, expected) => {
  const { ends, sent } = await asking({ tokenReply: () => reply });
  expect(sent()).toEqual([]);
  expect(ends).toMatchObject([expected]);
  expect(ends[0]?.isFatal).toBe("isFatal" in expected ? true : undefined);
});

test("a POST that is not answered ends the feed", async () => {
  const { ends, clock } = await asking({ tokenReply: () => undefined });
  await clock.advance(10 * SECOND);
  expect(ends).toMatchObject([{ cause: "connection", error: { code: "TIMEOUT" } }]);
});

test("an account that has to keep silent does not silence another", async () => {
  const world = setup({ kind: "token", tokenReply: () => ({ status: 429 }) });
  const { ends } = world.open();
  world.open({ lane: 1 }, world.makeSource({ apiKey: "B" }));
  await world.settle();
  world.accept(0);
  await world.settle();
  expect(ends).toMatchObject([{ error: { code: "RATE_LIMITED" } }]);
  world.accept(1);
  await world.settle();
  expect(world.transport.requests).toHaveLength(2);
});

test("a pool of REST that has to keep silent is shown, and waited for", async () => {
  const replies: ScriptedReply[] = [{ status: 429, headers: { "retry-after": "5" } }];
  const world = await asking({ tokenReply: () => replies.shift() ?? token("LATER") });
  expect(world.ends).toHaveLength(1);
  expect((world.source.blockedUntil ?? 0) - world.clock.now()).toBeGreaterThan(4 * SECOND);
  world.open();
  await world.settle();
  world.accept();
  await world.clock.advance(4 * SECOND);
  expect(world.transport.requests).toHaveLength(1);
  await world.clock.advance(7 * SECOND);
  expect(world.transport.requests).toHaveLength(2);
  expect(world.sent()).toMatchObject([{ params: { listenToken: "LATER" } }]);
});

test("REST goes over the first transport, whatever the lane", async () => {
  const one = setup({ kind: "token" });
  const other = setup({ kind: "token" });
  const source = one.makeSource({ transport: [one.transport, other.transport] });
  one.open({ lane: 1 }, source);
  await one.settle();
  other.accept();
  await one.settle();
  expect([one.transport.requests.length, other.transport.requests.length]).toEqual([1, 0]);
  expect(other.sent()).toHaveLength(1);
});

test("no error and no feed holds the token or the API key", async () => {
  const secret = "TOKENTOKENTOKEN";
  const { feed, ends, answer, settle, source } = await asking({ tokenReply: () => token(secret) });
  answer("subscribe", { status: 400, error: { code: -1102, msg: `${secret} of ${API_KEY}` } });
  await settle();
  const shown = inspect([feed, ends, source], { depth: 4 });
  expect(shown).toContain("-1102");
  expect(inspect(ends, { depth: 20, showHidden: true })).not.toContain(secret);
  expect(inspect([feed, ends], { depth: 20, showHidden: true })).not.toContain(API_KEY);
});

test.each([
  ["in microseconds", (end: number) => end * 1_000],
  ["in milliseconds", (end: number) => end],
])("an earlier end that the exchange tells %s is believed", async (_, told) => {
  const start = Date.UTC(2026, 10, 21, 12);
  const body = { token: "T", expirationTime: told(start + 600 * SECOND) };
  const world = await live({
    kind: "token",
    tokenReply: () => ({
      status: 200,
      body,
      headers: { date: new Date(start).toUTCString() },
    }),
  });
  world.clock.sleep(140 * SECOND);
  world.source.doubt();
  await world.settle();
  expect(world.transport.requests).toHaveLength(1);
  world.clock.sleep(60 * SECOND);
  world.source.doubt();
  await world.settle();
  expect(world.transport.requests).toHaveLength(2);
});

test.each([1, 5 * DAY, Date.UTC(2020, 1, 1), "soon"])(
  "an end at %j that makes no sense, or none, changes nothing",
  async (expirationTime) => {
    const world = await live({
      kind: "token",
      tokenReply: () => ({ status: 200, body: { token: "T", expirationTime } }),
    });
    world.clock.sleep(DAY * 0.24);
    world.source.doubt();
    await world.settle();
    expect(world.transport.requests).toHaveLength(1);
    expect(world.told).toEqual(["joined", "live subscription"]);
  },
);
