import { expect, test } from "vitest";
import { Machine } from "../src/machine/machine.ts";
import { Timeline } from "../src/time/timeline.ts";

const EPOCH = 1_000_000;

interface Bench {
  readonly timeline: Timeline;
  readonly machine: Machine;
  readonly uncaught: unknown[];
  readonly heard: string[];
  /** Notes a name, and what the timeline and both clocks say. */
  readonly note: (name: string) => () => void;
}

function bench({ skewMs = 0, drift = 0 } = {}): Bench {
  const timeline = new Timeline();
  const uncaught: unknown[] = [];
  const heard: string[] = [];
  const plan = {
    name: "m",
    skewMs,
    drift,
    latencyMs: { min: 1, max: 1 },
    seesPings: true,
    programs: [],
  };
  const machine = new Machine(plan, {
    timeline,
    epoch: EPOCH,
    library: {} as never,
    uncaught: (error) => uncaught.push(error),
  });
  const note = (name: string) => (): void => {
    const { clock } = machine;
    heard.push(`${name}: ${timeline.now} ${clock.now() - EPOCH} ${clock.monotonic()}`);
  };
  return { timeline, machine, uncaught, heard, note };
}

function timer({ machine, note }: Bench, ms: number, name: string): () => void {
  return machine.clock.setTimer(ms, note(name), { ref: true });
}

test("its clocks are ahead and run faster, and its timers go by them", async () => {
  const world = bench({ skewMs: 500, drift: 0.25 });
  timer(world, 1_000, "timer");
  await world.timeline.run(2_000);
  expect(world.heard).toEqual(["timer: 800 1500 1000"]);
});

test("a stalled machine lets nothing in, and all of it in order afterwards; its clocks have gone on", async () => {
  const world = bench();
  world.machine.stall(1_000);
  timer(world, 200, "timer");
  world.timeline.at(100, () => world.machine.takeIn(world.note("frame")));
  world.timeline.at(1_000, () => world.machine.takeIn(world.note("later frame")));
  await world.timeline.run(5_000);
  expect(world.heard).toEqual([
    "frame: 1000 1000 1000",
    "timer: 1000 1000 1000",
    "later frame: 1000 1000 1000",
  ]);
});

test("on a suspended machine the monotonic clock stands, and its timers wait for what is left", async () => {
  const world = bench();
  timer(world, 300, "timer");
  world.timeline.at(100, () => world.machine.suspend(1_000));
  world.timeline.at(500, () => world.machine.takeIn(world.note("frame")));
  await world.timeline.run(5_000);
  expect(world.heard).toEqual(["frame: 1100 1100 100", "timer: 1300 1300 300"]);
});

test("of two sleeps at a time the longer one counts", async () => {
  const world = bench();
  world.machine.stall(1_000);
  world.machine.stall(400);
  world.timeline.at(1, () => world.machine.takeIn(world.note("frame")));
  await world.timeline.run(5_000);
  expect(world.heard).toEqual(["frame: 1000 1000 1000"]);
});

test("a wall clock that is set moves no timer", async () => {
  const world = bench();
  timer(world, 300, "timer");
  world.timeline.at(100, () => world.machine.moveWall(-3_600_000));
  await world.timeline.run(1_000);
  expect(world.heard).toEqual(["timer: 300 -3599700 300"]);
});

test("a timer that is cancelled does not fire, not even one that waits at the door", async () => {
  const world = bench();
  const cancel = timer(world, 100, "timer");
  world.machine.stall(1_000);
  world.timeline.at(500, cancel);
  await world.timeline.run(5_000);
  expect([world.heard, world.machine.timers]).toEqual([[], 0]);
});

test("on a killed machine nothing runs any more", async () => {
  const world = bench();
  timer(world, 100, "timer");
  world.machine.stall(50);
  world.timeline.at(10, () => world.machine.takeIn(world.note("frame")));
  world.timeline.at(20, () => world.machine.kill());
  await world.timeline.run(5_000);
  expect(world.heard).toEqual([]);
});

test("it calls back between two things that come in", async () => {
  const world = bench();
  world.machine.after(2, world.note("now"));
  for (const name of ["one", "two", "three"]) world.machine.takeIn(world.note(name));
  expect(world.heard.map((line) => line.split(":")[0])).toEqual(["one", "two", "now", "three"]);
});

test("what is thrown on it is written down, and ends nothing", async () => {
  const world = bench();
  const error = new Error("broken");
  world.machine.takeIn(() => {
    throw error;
  });
  world.machine.takeIn(world.note("next"));
  expect([world.uncaught, world.heard.length]).toEqual([[error], 1]);
});
