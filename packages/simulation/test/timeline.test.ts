import { expect, test } from "vitest";
import { Timeline } from "../src/time/timeline.ts";

test("things happen in the order of their times, and of their arrival among equals", async () => {
  const timeline = new Timeline();
  const happened: string[] = [];
  const note = (name: string): void => void happened.push(`${name} at ${timeline.now}`);
  timeline.at(5, () => note("second"));
  timeline.at(2, () => note("first"));
  timeline.at(5, () => note("third"));
  timeline.at(11, () => note("too late"));
  await timeline.run(10);
  expect(happened).toEqual(["first at 2", "second at 5", "third at 5"]);
  expect([timeline.now, timeline.size]).toEqual([10, 1]);
});

test("a thousand things in any order come sorted, those cancelled left out", async () => {
  const timeline = new Timeline();
  const times = Array.from({ length: 1_000 }, (_, index) => (index * 7_919) % 1_000);
  const happened: number[] = [];
  const cancels = times.map((time) => timeline.at(time, () => happened.push(time)));
  times.forEach((time, index) => time % 3 === 0 && cancels[index]?.());
  await timeline.run(1_000);
  expect(happened).toEqual([...happened].toSorted((one, other) => one - other));
  expect(happened).toHaveLength(666);
});

test("every promise that is ready runs before the next thing happens, however long the chain", async () => {
  const timeline = new Timeline();
  const happened: string[] = [];
  timeline.at(1, () => {
    void (async () => {
      for (let step = 0; step < 50; step += 1) await Promise.resolve();
      happened.push("the chain");
    })();
  });
  timeline.at(1, () => happened.push("the next"));
  await timeline.run(1);
  expect(happened).toEqual(["the chain", "the next"]);
});

test("what is due already happens next, and time does not go back", async () => {
  const timeline = new Timeline();
  await timeline.run(10);
  const times: number[] = [];
  timeline.at(3, () => times.push(timeline.now));
  await timeline.run(10);
  expect(times).toEqual([10]);
});

test("it goes through in one task: nothing real happens meanwhile", async () => {
  const timeline = new Timeline();
  let tasks = 0;
  const immediate = setImmediate(() => (tasks += 1));
  for (let at = 0; at < 1_000; at += 1) timeline.at(at, () => undefined);
  await timeline.run(1_000);
  expect(tasks).toBe(0);
  clearImmediate(immediate);
});

test("what is thrown ends it", async () => {
  const timeline = new Timeline();
  timeline.at(1, () => {
    throw new Error("broken");
  });
  await expect(timeline.run(5)).rejects.toThrow("broken");
});
