import { instantOf } from "@listenkey/core/kit";
import { expect, test } from "vitest";
import { DUE, renewing, thenReply } from "./token-renewal.fixture.ts";
import { TokenRenewal } from "./token-renewal.ts";
import { HOUR, live, SECOND, textOf } from "./ws-api.fixture.ts";

test("a token is renewed on its connection between a quarter and a third of its life", async () => {
  const { skip, pass, tokens, acknowledge, settle, feed, clock, told } = await renewing();
  await skip(DUE - 30 * SECOND);
  expect(tokens()).toEqual(["TOKEN1"]);
  await pass(30 * SECOND);
  expect(tokens()).toEqual(["TOKEN1", "TOKEN2"]);
  const renewedAt = clock.monotonic();
  acknowledge(0);
  await settle();
  expect(renewedAt - (feed.credentialProvenAt?.monotonic ?? 0)).toBeLessThan(SECOND);
  await skip(DUE - 30 * SECOND);
  expect(tokens()).toHaveLength(2);
  await pass(30 * SECOND);
  expect(tokens()).toEqual(["TOKEN1", "TOKEN2", "TOKEN3"]);
  expect(told.filter((each) => each.startsWith("ended"))).toEqual([]);
});

test.each([
  [0, 6 * HOUR],
  [0.9999, 8 * HOUR],
])("drawn %f it is renewed after %i ms", async (drawn, dueMs) => {
  const { skip, pass, tokens } = await renewing({ random: () => drawn });
  await skip(dueMs - 60 * SECOND);
  expect(tokens()).toEqual(["TOKEN1"]);
  await pass(60 * SECOND);
  expect(tokens()).toEqual(["TOKEN1", "TOKEN2"]);
});

test("no fraction of a millisecond keeps a renewal from its time", async () => {
  const { clock } = await live();
  await clock.advance(1e8 + 0.34051386);
  let renewed = 0;
  for (let index = 0; index < 200; index += 1) {
    await clock.advance(Math.sin(index) ** 2);
    const since = instantOf(clock);
    new TokenRenewal(
      {
        clock,
        random: () => Math.cos(index) ** 2,
        renew: () => {
          renewed += 1;
          return new Promise(() => undefined);
        },
        renewed: () => undefined,
        unrenewable: () => undefined,
        lapsed: () => undefined,
      },
      { since, lifetimeMs: 24 * HOUR },
    );
  }
  await clock.advance(17 * HOUR);
  expect(renewed).toBe(200);
});

test("a lifetime of the user's is a lifetime", async () => {
  const { pass, tokens } = await renewing({ lifetimeMs: 100 * SECOND });
  await pass(28 * SECOND);
  expect(tokens()).toHaveLength(1);
  await pass(SECOND);
  expect(tokens()).toHaveLength(2);
});

test("-2035 is no success: another connection is asked for, in time, and the feed goes on meanwhile", async () => {
  const { skip, pass, refuse, settle, told, ends, tokens, event } = await renewing();
  await skip(DUE);
  refuse("subscribe", -2035);
  await settle();
  expect(told.slice(2)).toEqual(["retiring age"]);
  event(0, "order");
  await pass(120 * SECOND);
  expect(tokens()).toHaveLength(2);
  await skip(17 * HOUR);
  expect(told.slice(3)).toEqual([textOf("order"), "ended credential"]);
  expect(ends[0]?.isFatal).toBeUndefined();
});

test("a renewal that fails is tried again and again, and the feed goes on", async () => {
  const { skip, pass, acknowledge, settle, told, transport } = await renewing({
    tokenReply: (count) =>
      count > 1 && count < 5 ? { status: 503 } : { status: 200, body: { token: `TOKEN${count}` } },
  });
  await skip(DUE);
  for (let tries = 0; tries < 60 && transport.requests.length < 5; tries += 1) await pass(SECOND);
  acknowledge(0);
  await settle();
  await skip(DUE - 60 * SECOND);
  await pass(10 * SECOND);
  expect(transport.requests).toHaveLength(5);
  expect(told.filter((each) => each.startsWith("ended"))).toEqual([]);
});

test("a token that cannot be renewed ends the feed when its life is over, not before", async () => {
  const { skip, told, ends, clock } = await renewing({ tokenReply: thenReply({ status: 503 }) });
  await skip(DUE);
  await skip(17 * HOUR - 10 * SECOND);
  expect(ends).toEqual([]);
  await skip(10 * SECOND);
  expect(told.at(-1)).toBe("ended credential");
  expect(ends).toMatchObject([{ cause: "credential", error: { status: 503 } }]);
  expect(ends[0]?.isFatal).toBeUndefined();
  expect(clock.pendingTimers).toBe(0);
});

test.each([
  ["an API key that is not accepted any more", { status: 401, body: { code: -2015 } }, [2, 4]],
  ["a call that was switched off", { status: 410 }, [1, 1]],
] as const)("with %s renewals are few", async (_, reply, [least, most]) => {
  const { skip, pass, transport, told } = await renewing({ tokenReply: thenReply(reply) });
  await skip(DUE);
  await pass(150 * SECOND);
  expect(transport.requests.length - 1).toBeGreaterThanOrEqual(least);
  expect(transport.requests.length - 1).toBeLessThanOrEqual(most);
  expect(told).toEqual(["joined", "live subscription"]);
});

test("a renewal waits as long as the exchange wants silence", async () => {
  const { skip, pass, transport } = await renewing({
    tokenReply: thenReply({ status: 429, headers: { "retry-after": "120" } }),
  });
  await skip(DUE);
  await pass(110 * SECOND);
  expect(transport.requests).toHaveLength(2);
});

test("a renewal that is never answered is tried again", async () => {
  const { skip, pass, tokens, told } = await renewing();
  await skip(DUE);
  expect(tokens()).toHaveLength(2);
  await pass(60 * SECOND);
  expect(tokens().length).toBeGreaterThan(2);
  expect(told).toEqual(["joined", "live subscription"]);
});

test("after a long sleep a token that is over is over", async () => {
  const { skip, told } = await renewing();
  await skip(25 * HOUR);
  expect(told.slice(2)).toContain("ended credential");
});

test("a feed that is closed in the middle of a renewal is closed", async () => {
  const { skip, feed, told, clock } = await renewing({ tokenReply: thenReply(undefined) });
  await skip(DUE);
  await feed.close();
  expect(clock.pendingTimers).toBe(0);
  expect(told).toEqual(["joined", "live subscription"]);
});
