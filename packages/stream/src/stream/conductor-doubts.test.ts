import { instantOf } from "@listenkey/core/kit";
import { transportErrorFrom } from "@listenkey/core/transport";
import { expect, test } from "vitest";
import { SECOND, setup } from "./conductor.fixture.ts";

test("a feed that was taken for deaf, and may be dead, is given up once another one is live, and leaves a doubt", async () => {
  const { clock, feedAt, told, event } = setup(2);
  await clock.advance(0);
  const [first, deaf] = [feedAt(0), feedAt(1)];
  first.live();
  deaf.live();
  deaf.silentSince = instantOf(clock);
  first.handlers.event(event());
  await clock.advance(2 * SECOND);
  first.handlers.ended({ cause: "connection" });
  await clock.advance(SECOND);
  // As long as it is all there is, an event may come on it.
  deaf.handlers.retiring("unproven");
  expect(deaf.isClosed).toBe(false);
  const next = feedAt(2);
  next.live();
  expect(deaf.isClosed).toBe(true);
  await clock.advance(SECOND);
  expect(told).toEqual(["live", "interrupted", "gap", "live"]);
  next.handlers.proven("connection", instantOf(clock));
  next.handlers.event(event());
  expect(told).toEqual(["live", "interrupted", "gap", "live", "gap"]);
});

test("that the key lives is no proof that a feed was heard", async () => {
  const readBefore = async (proof: "connection" | "credential"): Promise<readonly string[]> => {
    const { clock, feedAt, told, event } = setup(2);
    await clock.advance(0);
    const [dead, other] = [feedAt(0), feedAt(1)];
    dead.live();
    other.live();
    dead.handlers.proven("connection", instantOf(clock));
    dead.silentSince = instantOf(clock);
    await clock.advance(30 * SECOND);
    other.handlers.event(event());
    dead.handlers.proven(proof, instantOf(clock));
    await clock.advance(6 * SECOND);
    return told;
  };
  expect(await readBefore("connection")).toEqual(["live", "feedReplaced"]);
  expect(await readBefore("credential")).toEqual(["live", "feedReplaced", "gap"]);
});

test("what was held back until its subscription was acknowledged proves that nothing was missed since", async () => {
  const heldSince = async (ms: number): Promise<readonly string[]> => {
    const { clock, feedAt, told, event } = setup(2);
    await clock.advance(0);
    const { wall, monotonic } = instantOf(clock);
    const completeFrom = { wall: wall + ms, monotonic: monotonic + ms };
    const [old, fresh] = [feedAt(0), feedAt(1)];
    old.live();
    fresh.handlers.joined();
    await clock.advance(10 * SECOND);
    old.silentSince = instantOf(clock);
    await clock.advance(SECOND);
    old.handlers.ended({ cause: "connection" });
    fresh.handlers.event({ ...event(), completeFrom });
    return told;
  };
  expect(await heldSince(10 * SECOND)).toEqual(["live", "interrupted", "live"]);
  expect(await heldSince(10 * SECOND + 1)).toEqual(["live", "interrupted", "gap", "live"]);
});

test("a replacement that has proved since when everything comes keeps that proof when it is acknowledged", async () => {
  const { clock, feedAt, event } = setup(1);
  await clock.advance(0);
  const old = feedAt(0);
  old.live();
  old.handlers.retiring("shutdown");
  const next = feedAt(1);
  next.handlers.joined();
  const completeFrom = instantOf(clock);
  await clock.advance(SECOND);
  old.silentSince = instantOf(clock);
  await clock.advance(SECOND);
  next.handlers.event({ ...event(), completeFrom });
  next.handlers.live({ proof: "subscription" });
  await clock.advance(100 * SECOND);
  expect(old.isClosed).toBe(true);
});

test("a feed that was taken for deaf is replaced once it lives beside another one that hears, and leaves no doubt", async () => {
  const { clock, feedAt, told, event } = setup(2);
  await clock.advance(0);
  const [first, deaf] = [feedAt(0), feedAt(1)];
  first.live();
  deaf.live();
  first.handlers.event(event());
  await clock.advance(2 * SECOND);
  first.handlers.ended({ cause: "connection" });
  await clock.advance(SECOND);
  const next = feedAt(2);
  next.live();
  await clock.advance(10 * SECOND);
  // Neither has heard anything: that says nothing.
  deaf.handlers.proven("connection", instantOf(clock));
  expect(deaf.isClosed).toBe(false);
  next.handlers.event(event());
  await clock.advance(2 * SECOND);
  // That the key lives does not say that the connection does.
  deaf.handlers.proven("credential", instantOf(clock));
  expect(deaf.isClosed).toBe(false);
  deaf.handlers.proven("connection", instantOf(clock));
  expect(deaf.isClosed).toBe(true);
  await clock.advance(SECOND);
  feedAt(3).live();
  next.handlers.event(event());
  await clock.advance(10 * SECOND);
  expect(told).toEqual(["live", "interrupted", "gap", "live"]);
});

/** The first of two feeds brings an event and breaks; the other one lacks that event, and is all there is. */
async function silenced() {
  const world = setup(2);
  const { clock, feedAt, told, event } = world;
  await clock.advance(0);
  const [first, silent] = [feedAt(0), feedAt(1)];
  first.live();
  silent.live();
  const both = event();
  first.handlers.event(both);
  silent.handlers.event(both);
  await clock.advance(6 * SECOND);
  first.handlers.event(event());
  await clock.advance(SECOND);
  first.handlers.ended({ cause: "connection" });
  await clock.advance(4 * SECOND);
  expect(told).toEqual(["live", "feedReplaced", "interrupted"]);
  expect(silent.isClosed).toBe(false);
  return { ...world, silent };
}

test("the only feed, if it lacks what was brought since its last event, is closed as soon as there is another", async () => {
  const { openFeeds, told, silent } = await silenced();
  openFeeds().at(-1)?.live();
  expect(told.slice(3)).toEqual(["gap", "live"]);
  expect(silent.isClosed).toBe(true);
});

test("the only feed is counted on again when it brings another event after all", async () => {
  const { clock, told, silent, event, listeners } = await silenced();
  let events = 0;
  listeners.event = () => (events += 1);
  silent.handlers.event(event());
  await clock.advance(SECOND);
  expect(told.slice(3)).toEqual(["gap", "live"]);
  expect(events).toBe(1);
});

/** The first of two feeds is live, and the second has been open beside it for a minute; the first has just fallen silent. */
async function untriedSecond() {
  const world = setup(2);
  const { clock, feedAt, event } = world;
  await clock.advance(0);
  const [first, second] = [feedAt(0), feedAt(1)];
  first.live();
  first.handlers.event(event());
  second.handlers.joined();
  const takenAt = instantOf(clock);
  await clock.advance(60 * SECOND);
  first.silentSince = instantOf(clock);
  await clock.advance(100);
  const breaks = (): void => {
    first.handlers.ended({ cause: "connection", error: transportErrorFrom(undefined) });
  };
  const hears = (): void => {
    second.handlers.live({ proof: "event", completeFrom: takenAt });
    second.handlers.event(event());
  };
  return { ...world, breaks, hears };
}

test("the first event of a second socket does not prove that it heard what came before, beside the first one", async () => {
  const { told, breaks, hears } = await untriedSecond();
  hears();
  breaks();
  expect(told).toEqual(["live", "gap"]);
});

test("nor does it where the first one has ended just before", async () => {
  const { told, breaks, hears } = await untriedSecond();
  breaks();
  hears();
  expect(told).toEqual(["live", "interrupted", "gap", "live"]);
});
