import { expect, test, vi } from "vitest";
import { ListenKeyError } from "../errors.ts";
import { virtualClock } from "../testing.ts";
import { Waiters } from "./waiters.ts";

const caught = (error: unknown): unknown => error;

function setup(timeoutMs = 30_000) {
  const clock = virtualClock();
  const gaveUp = vi.fn<() => void>();
  const waiters = new Waiters(clock, timeoutMs, { gaveUp, blockedUntil: undefined });
  return { clock, gaveUp, waiters };
}

test("all who wait get the key, and nothing is left behind", async () => {
  const { clock, gaveUp, waiters } = setup();
  const { signal } = new AbortController();
  const listening = vi.spyOn(signal, "addEventListener");
  const deaf = vi.spyOn(signal, "removeEventListener");
  const waiting = [waiters.add(undefined), waiters.add(signal)];
  waiters.resolve("KEY");
  expect(await Promise.all(waiting)).toEqual(["KEY", "KEY"]);
  expect(deaf.mock.calls).toEqual(listening.mock.calls);
  await clock.advance(60_000);
  expect(clock.pendingTimers).toBe(0);
  expect(gaveUp).not.toHaveBeenCalled();
});

test("all who wait get the error that ends the waiting", async () => {
  const { clock, gaveUp, waiters } = setup();
  const waiting = [waiters.add(undefined).catch(caught), waiters.add(undefined).catch(caught)];
  const error = new ListenKeyError("CLOSED", "closed");
  waiters.reject(error);
  expect(await Promise.all(waiting)).toEqual([error, error]);
  expect(clock.pendingTimers).toBe(0);
  expect(gaveUp).not.toHaveBeenCalled();
});

test("when time is over it ends with the first failure since one began to wait", async () => {
  const { clock, gaveUp, waiters } = setup();
  const [first, second] = [1, 2].map((n) => new ListenKeyError("NETWORK", `failure ${n}`));
  const early = waiters.add(undefined).catch(caught);
  waiters.note(first as ListenKeyError);
  await clock.advance(10_000);
  const late = waiters.add(undefined).catch(caught);
  waiters.note(second as ListenKeyError);
  await clock.advance(20_000);
  expect(await early).toBe(first);
  expect(gaveUp).not.toHaveBeenCalled();
  await clock.advance(10_000);
  expect(await late).toBe(second);
  expect(gaveUp).toHaveBeenCalledTimes(1);
});

test("when time is over and nothing has failed it is a TIMEOUT that says what to do", async () => {
  const { clock, waiters } = setup(5_000);
  const outcome = waiters.add(undefined).catch(caught);
  await clock.advance(5_000);
  expect(await outcome).toMatchObject({
    code: "TIMEOUT",
    message: expect.stringMatching(/within 5000 ms.*raise openTimeoutMs/),
  });
});

test("for ever needs no timer", async () => {
  const { clock, waiters } = setup(Infinity);
  const outcome = waiters.add(undefined);
  expect(clock.pendingTimers).toBe(0);
  waiters.resolve("KEY");
  expect(await outcome).toBe("KEY");
});

test("a signal ends one's own waiting only, even after a failure", async () => {
  const { clock, gaveUp, waiters } = setup();
  const controller = new AbortController();
  const impatient = waiters.add(controller.signal).catch(caught);
  const patient = waiters.add(undefined);
  waiters.note(new ListenKeyError("NETWORK", "failure"));
  controller.abort();
  expect(await impatient).toMatchObject({ code: "ABORTED" });
  expect(gaveUp).not.toHaveBeenCalled();
  expect(clock.pendingTimers).toBe(1);
  waiters.resolve("KEY");
  expect(await patient).toBe("KEY");
});

test("the last one to give up says so, each time there is one", async () => {
  const { gaveUp, waiters } = setup();
  for (const times of [1, 2]) {
    const controller = new AbortController();
    const outcome = waiters.add(controller.signal).catch(caught);
    controller.abort();
    await outcome;
    expect(gaveUp).toHaveBeenCalledTimes(times);
  }
});

test("a pending open holds the process", () => {
  const refs: boolean[] = [];
  const clock = {
    ...virtualClock(),
    now: () => 0,
    monotonic: () => 0,
    setTimer: (_ms: number, _callback: () => void, { ref }: { readonly ref: boolean }) => {
      refs.push(ref);
      return () => {};
    },
  };
  void new Waiters(clock, 1_000, { gaveUp: () => {}, blockedUntil: undefined }).add(undefined);
  expect(refs).toEqual([true]);
});
