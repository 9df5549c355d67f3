import { systemClock } from "@listenkey/core/kit";
import { virtualClock } from "@listenkey/core/testing";
import { expect, onTestFinished, test } from "vitest";
import { BrokenOff, Stopped } from "../../src/campaign/days/day-runner.ts";
import { WorkerPool } from "../../src/campaign/process/worker-pool.ts";
import { sampleDay } from "./sample-day.ts";

/** What a worker does with a day. */
const HEARD = "port.on('message', ({ plan, isTraced }) => {";

/** A pool of workers that run this. */
function poolOf(body: string, { lanes = 1, clock = systemClock, limitMs = 60_000 } = {}) {
  const code = `import { parentPort as port, workerData, threadId } from "node:worker_threads"; ${body}`;
  const script = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  const pool = new WorkerPool({ lanes, script, code: "the code", limitMs, clock });
  onTestFinished(() => pool.close());
  return pool;
}

const ANSWER = `const answer = (plan, fingerprint) =>
  port.postMessage({ kind: "lived", result: { plan, fingerprint } });`;

const seeds = (...list: readonly number[]) => list.map((seed) => sampleDay({ seed }));

test("days are lived on threads, by the code that was given", async () => {
  const pool = poolOf(`${ANSWER} ${HEARD} answer(plan, workerData.code) })`);
  const [plan] = seeds(3);
  expect(await pool.live(plan as never)).toEqual({ plan, fingerprint: "the code" });
});

test("as many days are lived at a time as there are workers, and each worker is used again", async () => {
  const body = `${ANSWER} let days = 0; ${HEARD}
    days += 1; setTimeout(() => answer(plan, threadId + "/" + days), 1) })`;
  const pool = poolOf(body, { lanes: 2 });
  const results = await Promise.all(seeds(1, 2, 3, 4, 5, 6).map((plan) => pool.live(plan)));
  const threads = results.map(({ fingerprint }) => fingerprint.split("/")[0]);
  expect(new Set(threads).size).toBe(2);
  expect(new Set(results.map(({ fingerprint }) => fingerprint)).size).toBe(6);
});

test("a timeline comes in its order, before the day is over", async () => {
  const body = `${ANSWER} ${HEARD}
    for (const atMs of [1, 2, 3]) port.postMessage({ kind: "lines", lines: [{ atMs, who: "fault", what: "cut" }] });
    answer(plan, String(isTraced)) })`;
  const pool = poolOf(body);
  const times: number[] = [];
  const result = await pool.live(sampleDay(), ({ atMs }) => times.push(atMs));
  expect([times, result.fingerprint]).toEqual([[1, 2, 3], "true"]);
  expect((await pool.live(sampleDay())).fingerprint).toBe("false");
});

test("what a day could not get over breaks it off, and the worker goes on", async () => {
  const pool = poolOf(`${ANSWER} ${HEARD}
    if (plan.seed === 1) port.postMessage({ kind: "brokenOff", message: "a timer is left" });
    else answer(plan, "") })`);
  const [broken, next] = await Promise.allSettled(seeds(1, 2).map((plan) => pool.live(plan)));
  expect(broken).toMatchObject({ reason: new BrokenOff("a timer is left") });
  expect(next?.status).toBe("fulfilled");
});

test.each([
  { how: "throws", what: "throw new Error('bug')", told: "the worker died: bug" },
  { how: "exits", what: "process.exit(3)", told: "the worker died: it ended with exit code 3" },
])("a worker that $how is a failure of that day, and is replaced", async ({ what, told }) => {
  const pool = poolOf(`${ANSWER} ${HEARD} if (plan.seed === 1) ${what}; answer(plan, "") })`);
  const [first, second] = seeds(1, 2);
  await expect(pool.live(first as never)).rejects.toThrow(told);
  expect((await pool.live(second as never)).plan.seed).toBe(2);
});

test("a day without an end is broken off, and its worker is replaced", async () => {
  const clock = virtualClock();
  const pool = poolOf(`${ANSWER} ${HEARD} while (plan.seed === 1); answer(plan, "") })`, { clock });
  const hanging = Promise.allSettled([pool.live(sampleDay({ seed: 1 }))]);
  await clock.advance(60_000);
  expect(await hanging).toMatchObject([
    { reason: { message: "the day was not over after 1m of real time", hung: true } },
  ]);
  expect((await pool.live(sampleDay({ seed: 2 }))).plan.seed).toBe(2);
});

test("a day that is over in time leaves no timer", async () => {
  const clock = virtualClock();
  const pool = poolOf(`${ANSWER} ${HEARD} answer(plan, "") })`, { clock });
  await pool.live(sampleDay());
  expect(clock.pendingTimers).toBe(0);
});

test("closing ends the days that are being lived, and those that wait", async () => {
  const pool = poolOf(`${HEARD} for (;;); })`);
  const days = seeds(1, 2).map((plan) => pool.live(plan));
  const settled = Promise.allSettled(days);
  await pool.close();
  expect(await settled).toMatchObject([{ reason: new Stopped() }, { reason: new Stopped() }]);
  await expect(pool.live(sampleDay())).rejects.toThrow(Stopped);
});
