import { instantOf } from "@listenkey/core/kit";
import { virtualClock } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import type { WireEvent } from "../wire/wire.ts";
import { EventRouter } from "./event-router.ts";

const HOLD_MS = 10_000;

function setup() {
  const clock = virtualClock();
  const router = new EventRouter(clock, HOLD_MS);
  const heard: string[] = [];
  const claimant = ({ text }: WireEvent, id: number) => void heard.push(`${id} ${text}`);
  const event = (text: string, type = "order"): WireEvent => {
    const readAt = instantOf(clock);
    return { text, type, stream: undefined, subscriptionId: undefined, readAt };
  };
  const come = (id: number, text: string) => router.route(id, event(text));
  return { clock, router, heard, claimant, event, come };
}

test("events go to whoever has their subscription", () => {
  const { router, heard, claimant, come } = setup();
  router.claim(1, claimant);
  come(1, "a");
  come(2, "b");
  expect(heard).toEqual(["1 a"]);
  expect(router.dropped).toBe(1);
});

test("while a subscribe is not answered events are kept for whoever claims them, in order", () => {
  const { router, heard, claimant, come } = setup();
  router.expect();
  for (const [id, text] of [
    [1, "a"],
    [2, "b"],
    [1, "c"],
  ] as const)
    come(id, text);
  router.claim(1, claimant);
  come(1, "d");
  expect(heard).toEqual(["1 a", "1 c", "1 d"]);
  router.settled();
  router.claim(2, claimant);
  expect(heard).toHaveLength(3);
  expect(router.dropped).toBe(1);
});

test("they are kept until the last subscribe is answered", () => {
  const { router, heard, claimant, come } = setup();
  router.expect();
  router.expect();
  come(1, "a");
  router.settled();
  router.claim(1, claimant);
  router.settled();
  expect(heard).toEqual(["1 a"]);
});

test("what nobody has claimed in the time that an answer may take is dropped and counted", async () => {
  const { router, heard, claimant, come, clock } = setup();
  router.expect();
  come(1, "old");
  await clock.advance(HOLD_MS);
  come(1, "young");
  expect(router.dropped).toBe(0);
  await clock.advance(1);
  come(2, "another");
  expect(router.dropped).toBe(1);
  router.claim(1, claimant);
  expect(heard).toEqual(["1 young"]);
});

test("no more is kept than there is room for; the oldest goes first", () => {
  const { router, heard, claimant, come } = setup();
  router.expect();
  for (let index = 0; index < 10_003; index += 1) come(1, String(index));
  expect(router.dropped).toBe(3);
  router.claim(1, claimant);
  expect([heard.length, heard[0]]).toEqual([10_000, "1 3"]);
});

test("nor more characters", () => {
  const { router, heard, claimant, come } = setup();
  router.expect();
  const long = "x".repeat(3 * 2 ** 20);
  for (let index = 0; index < 4; index += 1) come(1, long);
  expect(router.dropped).toBe(2);
  router.claim(1, claimant);
  for (let index = 0; index < 2; index += 1) come(2, long);
  expect([heard.length, router.dropped]).toEqual([2, 2]);
});

test("what comes for somebody who has gone is nobody's", () => {
  const { router, heard, claimant, come } = setup();
  router.claim(1, claimant);
  router.release(1);
  router.expect();
  come(1, "late");
  router.claim(1, claimant);
  expect(heard).toEqual([]);
  expect(router.dropped).toBe(0);
});

test("whoever gives it up in the middle of what was kept hears no more of it", () => {
  const { router, heard, come } = setup();
  router.expect();
  come(1, "a");
  come(1, "b");
  router.claim(1, ({ text }) => {
    heard.push(text);
    router.release(1);
  });
  expect(heard).toEqual(["a"]);
});

test("an event without a number is for the only one there, an end for everybody", () => {
  const { router, heard, claimant, event } = setup();
  expect(router.routeUnnamed(event("a"))).toBe(false);
  router.claim(1, claimant);
  expect(router.routeUnnamed(event("b"))).toBe(true);
  router.claim(2, claimant);
  expect(router.routeUnnamed(event("c"))).toBe(false);
  expect(router.routeUnnamed(event("end", "eventStreamTerminated"))).toBe(true);
  expect(heard).toEqual(["1 b", "1 end", "2 end"]);
});

test("what was kept counts as read when somebody claims it", async () => {
  const { router, clock, come } = setup();
  const readAt: number[] = [];
  router.expect();
  come(1, "a");
  await clock.advance(2_000);
  router.claim(1, (event) => void readAt.push(event.readAt.monotonic));
  come(1, "b");
  expect(readAt).toEqual([clock.monotonic(), clock.monotonic()]);
});

test("what was kept says since when everything has come, and what comes at once does not", async () => {
  const { clock, router, event } = setup();
  const completeFrom: (number | undefined)[] = [];
  router.expect();
  router.route(2, event("another"));
  await clock.advance(1_000);
  const since = clock.monotonic();
  router.route(1, event("a"));
  await clock.advance(1_000);
  router.route(1, event("b"));
  router.claim(1, (one) => void completeFrom.push(one.completeFrom?.monotonic));
  router.route(1, event("c"));
  expect(completeFrom).toEqual([since, since, undefined]);
});
