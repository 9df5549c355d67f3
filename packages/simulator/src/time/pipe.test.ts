import { virtualClock } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import { Pipe } from "./pipe.ts";
import { Timers } from "./timers.ts";

function setup(): {
  readonly clock: ReturnType<typeof virtualClock>;
  readonly pipe: Pipe;
  readonly out: string[];
  readonly put: (name: string, delayMs: number) => void;
} {
  const clock = virtualClock();
  const pipe = new Pipe(new Timers(clock));
  const out: string[] = [];
  return { clock, pipe, out, put: (name, delayMs) => pipe.put(() => out.push(name), delayMs) };
}

test("what is not delayed comes out at once", () => {
  const { out, put } = setup();
  put("a", 0);
  expect(out).toEqual(["a"]);
});

test("things come out in the order they were put in, each not before its time", async () => {
  const { clock, out, put } = setup();
  put("slow", 100);
  put("fast", 10);
  put("at once", 0);
  await clock.advance(99);
  expect(out).toEqual([]);
  put("later", 50);
  await clock.advance(1);
  expect(out).toEqual(["slow", "fast", "at once"]);
  await clock.advance(49);
  expect(out).toEqual(["slow", "fast", "at once", "later"]);
});

test("one timer runs for all of them, and none when it is empty", async () => {
  const { clock, put } = setup();
  for (const name of ["a", "b", "c"]) put(name, 5);
  expect(clock.pendingTimers).toBe(1);
  await clock.advance(5);
  expect(clock.pendingTimers).toBe(0);
});

test("cleared from within, it delivers nothing more", async () => {
  const { clock, pipe, out, put } = setup();
  pipe.put(() => pipe.clear(), 5);
  put("same time", 5);
  put("later", 10);
  await clock.advance(20);
  expect(out).toEqual([]);
  put("afterwards", 1);
  await clock.advance(1);
  expect(out).toEqual(["afterwards"]);
});
