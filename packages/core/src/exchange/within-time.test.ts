import { expect, test } from "vitest";
import { ListenKeyError } from "../errors.ts";
import { virtualClock } from "../testing.ts";
import type { LightSignal } from "../seams/light-signal.ts";
import { withinTime } from "./within-time.ts";

function setup() {
  const clock = virtualClock();
  const controller = new AbortController();
  const call = (action: (signal: LightSignal) => Promise<string>) =>
    withinTime(
      {
        clock,
        timeoutMs: 1_000,
        signal: controller.signal,
        errorFrom: (thrown) => new ListenKeyError("NETWORK", `mapped ${String(thrown)}`),
      },
      action,
    );
  return { clock, controller, call };
}

const caught = (error: unknown): unknown => error;
const never = () => new Promise<never>(() => {});

test("an answer is passed on, and nothing is left behind", async () => {
  const { call, clock, controller } = setup();
  const signals: LightSignal[] = [];
  const answer = await call(async (signal) => {
    signals.push(signal);
    return "answer";
  });
  expect(answer).toBe("answer");
  expect(clock.pendingTimers).toBe(0);
  controller.abort();
  expect(signals[0]?.aborted).toBe(false);
});

test.each<[string, () => Promise<string>]>([
  ["a rejection", () => Promise.reject(new Error("no"))],
  [
    "a throw",
    () => {
      throw new Error("no");
    },
  ],
])("%s becomes the error it is mapped to", async (_, action) => {
  const { call, clock } = setup();
  await expect(call(action)).rejects.toThrow("mapped Error: no");
  expect(clock.pendingTimers).toBe(0);
});

test("a call that hangs is a TIMEOUT when its time is over, and its signal says so", async () => {
  const { call, clock } = setup();
  const signals: LightSignal[] = [];
  const outcome = call((signal) => (signals.push(signal), never())).catch(caught);
  await clock.advance(999);
  expect(signals[0]?.aborted).toBe(false);
  await clock.advance(1);
  expect(signals[0]?.reason).toMatchObject({ name: "TimeoutError" });
  expect(await outcome).toMatchObject({ code: "TIMEOUT" });
});

test("the caller's signal is a word that counts at once, with its reason", async () => {
  const { call, clock, controller } = setup();
  const signals: LightSignal[] = [];
  const answer = call((signal) => (signals.push(signal), never()));
  controller.abort("enough");
  await expect(answer).rejects.toMatchObject({ code: "ABORTED" });
  expect(signals[0]?.reason).toBe("enough");
  expect(clock.pendingTimers).toBe(0);
});

test("nothing is called for a caller who has gone", async () => {
  const { call, clock, controller } = setup();
  controller.abort();
  const calls: LightSignal[] = [];
  const answer = call((signal) => (calls.push(signal), never()));
  await expect(answer).rejects.toMatchObject({ code: "ABORTED" });
  expect(calls).toEqual([]);
  expect(clock.pendingTimers).toBe(0);
});

test("a call that fails because it was aborted is ABORTED, whatever it says", async () => {
  const { call, controller } = setup();
  const answer = call(
    (signal) =>
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("no")))),
  );
  controller.abort();
  await expect(answer).rejects.toMatchObject({ code: "ABORTED" });
});

test("what comes too late is not heard", async () => {
  const { call, clock } = setup();
  let fail = (): void => {};
  const late = new Promise<never>((_, reject) => {
    fail = () => reject(new Error("late"));
  });
  const outcome = call(() => late).catch(caught);
  await clock.advance(1_000);
  fail();
  expect(await outcome).toMatchObject({ code: "TIMEOUT" });
});

test("a listener that throws is no reason not to settle", async () => {
  const { call, clock } = setup();
  const outcome = call((signal) => {
    signal.addEventListener("abort", () => {
      throw new Error("no");
    });
    return never();
  }).catch(caught);
  await expect(clock.advance(1_000)).rejects.toThrow("no");
  expect(await outcome).toMatchObject({ code: "TIMEOUT" });
});
