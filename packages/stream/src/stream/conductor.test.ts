import { instantOf, TimeWatch } from "@listenkey/core/kit";
import { describe, expect, test } from "vitest";
import { evictThreeTimes, MINUTE, SECOND, setup } from "./conductor.fixture.ts";

test("a feed that lacks events again and again is not given up for a line that is down", async () => {
  const { clock, opened, openFeeds, told, event } = setup(2);
  await clock.advance(0);
  opened[0]?.live();
  opened[1]?.live();
  await clock.advance(10 * SECOND);
  const sturdy = opened[1];
  const lack = async (): Promise<void> => {
    sturdy?.handlers.event(event());
    await clock.advance(SECOND);
  };
  await lack();
  await clock.advance(9 * SECOND);
  opened[2]?.live();
  await clock.advance(10 * SECOND);
  await lack();
  sturdy?.handlers.ended({ cause: "connection" });
  await clock.advance(10 * SECOND);
  expect(told.filter((name) => name === "feedReplaced")).toHaveLength(2);
  expect(new Set(openFeeds().map(({ lane }) => lane))).toContain(0);
});

test("a replacement that was taken for deaf when the old feed ended is replaced itself", async () => {
  const { clock, opened, openFeeds, told, event } = setup(1);
  await clock.advance(0);
  opened[0]?.live();
  opened[0]?.handlers.retiring("shutdown");
  opened[1]?.live();
  await clock.advance(SECOND);
  opened[0]?.handlers.event(event());
  await clock.advance(2 * SECOND);
  opened[0]?.handlers.ended({ cause: "connection" });
  await clock.advance(SECOND);
  expect(opened).toHaveLength(3);
  expect(opened[1]?.isClosed).toBe(true);
  opened[2]?.live();
  expect(told).toEqual(["live", "interrupted", "gap", "live"]);
  expect(openFeeds().at(-1)).toBe(opened[2]);
});

test("a feed that fell silent before its replacement began is let go when nothing proves that it lives", async () => {
  const { clock, opened, openFeeds, conductor } = setup(1);
  await clock.advance(0);
  const [old] = opened;
  old?.live();
  old?.handlers.retiring("shutdown");
  await clock.advance(SECOND);
  if (old !== undefined) old.silentSince = instantOf(clock);
  await clock.advance(SECOND);
  opened[1]?.live();
  await clock.advance(10 * MINUTE);
  expect(old?.isClosed).toBe(false);
  opened[1]?.handlers.retiring("unproven");
  old?.handlers.retiring("unproven");
  await clock.advance(SECOND);
  expect(old?.isClosed).toBe(true);
  // The replacement is in no better state.
  expect(openFeeds()).toEqual(opened.slice(1, 3));
  await conductor.stop();
});

test("closed by whoever gets the last events of an old feed, nothing is opened any more", async () => {
  const { clock, opened, listeners, conductor, event } = setup(1);
  await clock.advance(0);
  opened[0]?.live();
  opened[0]?.handlers.retiring("shutdown");
  opened[1]?.live();
  opened[1]?.handlers.retiring("shutdown");
  await clock.advance(10 * SECOND);
  let stopped: Promise<void> | undefined;
  listeners.event = () => void (stopped ??= conductor.stop());
  // It arrives on the new feed first, which is aligned: the old one goes.
  opened[1]?.handlers.event(event());
  await stopped;
  expect(stopped).toBeDefined();
  await clock.advance(MINUTE);
  expect(opened).toHaveLength(2);
});

test("the second line that was given up is tried again after an hour", async () => {
  const stage = setup(2);
  const { clock, openFeeds, told } = stage;
  await evictThreeTimes(stage);
  expect(told).toContain("redundancyLost");
  expect(openFeeds()).toHaveLength(1);
  await clock.advance(59 * MINUTE);
  expect(openFeeds()).toHaveLength(1);
  await clock.advance(2 * MINUTE);
  expect(openFeeds()).toHaveLength(2);
});

test("it is tried again after a minute if the other one is down", async () => {
  const stage = setup(2);
  const { clock, opened, openFeeds, told } = stage;
  await evictThreeTimes(stage);
  const before = opened.length;
  const lanes = (): Set<number> => new Set(opened.slice(before).map(({ lane }) => lane));
  openFeeds()[0]?.handlers.ended({ cause: "connection" });
  await clock.advance(59 * SECOND);
  expect(lanes().size).toBe(1);
  await clock.advance(2 * SECOND);
  expect(told.at(-1)).toBe("interrupted");
  expect(lanes()).toEqual(new Set([0, 1]));
});

test("what will never succeed fails the stream only once nothing is live", async () => {
  const { clock, opened, told } = setup(2);
  await clock.advance(0);
  opened[0]?.live();
  opened[1]?.live();
  const isFatal = true;
  opened[1]?.handlers.ended({ cause: "credential", isFatal });
  await clock.advance(59 * SECOND);
  expect(opened).toHaveLength(2);
  await clock.advance(2 * SECOND);
  expect(opened).toHaveLength(3);
  expect(told).not.toContain("failed");
  opened[0]?.handlers.ended({ cause: "credential", isFatal });
  expect(told).toContain("failed");
});

test("a lacking feed that is the only one live goes when another has come", async () => {
  const { clock, opened, told, event } = setup(2);
  await clock.advance(0);
  opened[0]?.live();
  opened[1]?.live();
  await clock.advance(10 * SECOND);
  opened[1]?.handlers.event(event());
  await clock.advance(SECOND);
  opened[1]?.handlers.ended({ cause: "connection" });
  await clock.advance(10 * SECOND);
  expect(told).toContain("feedReplaced");
  expect(opened[0]?.isClosed).toBe(false);
  opened.at(-1)?.live();
  await clock.advance(2 * MINUTE);
  expect(opened[0]?.isClosed).toBe(true);
  expect(told).not.toContain("interrupted");
});

test("it knows how many feeds are live", async () => {
  const { clock, opened, conductor } = setup(2);
  await clock.advance(0);
  expect(conductor.liveFeeds).toBe(0);
  opened[0]?.live();
  expect(conductor.liveFeeds).toBe(1);
  opened[1]?.live();
  expect(conductor.liveFeeds).toBe(2);
  opened[0]?.handlers.ended({ cause: "connection" });
  expect(conductor.liveFeeds).toBe(1);
});

test("where the exchange allows one socket only, one that may be dead makes way at once, one that is merely old does not", async () => {
  const stage = setup(2);
  const { clock, opened, openFeeds } = stage;
  await evictThreeTimes(stage);
  const [alone] = openFeeds();
  const before = opened.length;
  alone?.handlers.retiring("age");
  await clock.advance(30 * MINUTE);
  expect(opened).toHaveLength(before);
  alone?.handlers.retiring("unproven");
  await clock.advance(10 * SECOND);
  expect(alone?.isClosed).toBe(true);
  expect(opened).toHaveLength(before + 1);
});

test("the only socket that there may be is replaced at once if it may be dead, though it waits for a shutdown", async () => {
  const stage = setup(2);
  const { clock, openFeeds, opened } = stage;
  await evictThreeTimes(stage);
  const [only] = openFeeds();
  only?.handlers.retiring("shutdown");
  await clock.advance(MINUTE);
  expect(only?.isClosed).toBe(false);
  const before = opened.length;
  only?.handlers.retiring("unproven");
  expect(only?.isClosed).toBe(true);
  await clock.advance(SECOND);
  expect(opened).toHaveLength(before + 1);
});

test("a gap that an event has ended reaches to when that was sent, whatever the clocks say", async () => {
  const { clock, opened, feedAt, gaps, event } = setup(1);
  await clock.advance(0);
  feedAt(0).live();
  feedAt(0).silentSince = instantOf(clock);
  feedAt(0).handlers.ended({ cause: "connection" });
  await clock.advance(SECOND);
  const by = event();
  feedAt(1).handlers.joined();
  feedAt(1).handlers.live({ proof: "event", by });
  expect(opened).toHaveLength(2);
  expect(gaps).toMatchObject([{ cause: "connection", to: { exchangeAt: clock.now() } }]);
  feedAt(1).handlers.ended({ cause: "connection" });
  await clock.advance(SECOND);
  feedAt(2).live();
  expect(gaps[1]?.to).not.toHaveProperty("exchangeAt");
});

describe("after a silence that the exchange has asked for", () => {
  const asked = { cause: "connection", retryInMs: 10 * MINUTE } as const;

  test("a line opens again, or as soon as a jump of time shows that it is over", async () => {
    const patient = setup(1);
    const woken = setup(1);
    for (const { clock, opened } of [patient, woken]) {
      await clock.advance(0);
      opened[0]?.handlers.ended(asked);
    }
    await patient.clock.advance(10 * MINUTE - 1);
    expect(patient.opened).toHaveLength(1);
    await patient.clock.advance(1);
    expect(patient.opened).toHaveLength(2);
    woken.clock.jump(10 * MINUTE);
    await woken.clock.advance(31 * SECOND);
    expect(woken.opened).toHaveLength(2);
  });

  test("a line that is closed in the middle of a jump of time stays closed", async () => {
    const { clock, opened, conductor } = setup(1);
    await clock.advance(0);
    opened[0]?.handlers.ended(asked);
    const watch = TimeWatch.over(clock);
    watch.remove(conductor);
    watch.add({ timeJumped: () => void conductor.stop() });
    watch.add(conductor);
    clock.jump(10 * MINUTE);
    await clock.advance(31 * SECOND);
    expect(opened).toHaveLength(1);
    expect(clock.pendingTimers).toBe(1);
  });

  test("a jump of time before its end changes nothing, nor does one once it is closed", async () => {
    const { clock, opened, conductor } = setup(1);
    await clock.advance(0);
    opened[0]?.handlers.ended(asked);
    clock.jump(5 * MINUTE);
    await clock.advance(4 * MINUTE);
    expect(opened).toHaveLength(1);
    await conductor.stop();
    clock.jump(5 * MINUTE);
    await clock.advance(10 * MINUTE);
    expect(opened).toHaveLength(1);
  });
});
