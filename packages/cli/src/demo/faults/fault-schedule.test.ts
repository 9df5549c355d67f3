import { systemClock } from "@listenkey/core/kit";
import { openUserDataStream } from "@listenkey/stream";
import { expect, onTestFinished, test } from "vitest";
import { lineUp } from "../line-up.ts";
import { setStage } from "../stage.ts";
import type { PlannedFault } from "./day-plan.ts";
import type { FaultKind } from "./fault-kinds.ts";
import { FaultSchedule } from "./fault-schedule.ts";

const MINUTE_MS = 60_000;

/** The first minutes of a day of USD-M futures on which one thing goes wrong after five of them. */
function setup(
  kind: FaultKind,
  { sockets = 2, times = 1 }: { sockets?: 1 | 2; times?: number } = {},
) {
  const told: PlannedFault[] = [];
  const stage = setStage({
    seed: 1,
    products: lineUp.filter(({ name }) => name === "umfutures"),
    openStream: (options) => openUserDataStream({ ...options, sockets }),
    tell: () => undefined,
    real: systemClock,
  });
  onTestFinished(() => stage.clear());
  const startsAt = stage.exchange.now();
  const planned = { kind, atMs: 5 * MINUTE_MS, product: "umfutures", times };
  const schedule = new FaultSchedule(stage, [planned], (fault) => told.push(fault));
  for (const product of stage.products) product.open();
  const pass = (minutes: number): Promise<void> =>
    stage.clock.passUntil(
      new Promise((resolve) => void stage.clock.setTimer(minutes * MINUTE_MS, resolve)),
    );
  /** What became of the fault; times in minutes of the day. */
  const fate = () => {
    const [{ beganAt = Number.NaN, struck } = { struck: -1 }] = schedule.faults;
    return { began: Math.round((beganAt - startsAt) / MINUTE_MS), struck };
  };
  const socketIds = () => stage.exchange.sockets.map(({ id }) => id);
  return { stage, pass, fate, told, socketIds };
}

test("a fault happens at its time, and is told as it does", async () => {
  const { pass, fate, told } = setup("cut");
  await pass(4.9);
  expect([told.length, fate()]).toEqual([0, { began: Number.NaN, struck: 0 }]);
  await pass(0.2);
  expect([told.length, fate()]).toEqual([1, { began: 5, struck: 1 }]);
});

test("what strikes one socket strikes the younger one, so that the other may grow old", async () => {
  const { pass, socketIds } = setup("cut");
  await pass(4.9);
  const [older, younger] = socketIds();
  await pass(0.5);
  expect(socketIds()).toContain(older);
  expect(socketIds()).not.toContain(younger);
});

test("what strikes both sockets leaves neither", async () => {
  const { pass, socketIds } = setup("bothCut");
  await pass(4.9);
  const before = socketIds();
  await pass(0.5);
  expect(before).toHaveLength(2);
  expect(socketIds().filter((id) => before.includes(id))).toEqual([]);
});

test("a fault that strikes several times has struck only as often as the exchange says", async () => {
  const { pass, fate } = setup("refused", { times: 4 });
  await pass(5.01);
  expect(fate().struck).toBeLessThan(4);
  await pass(2);
  expect(fate().struck).toBe(4);
});

test("a fault that shall leave a socket waits for a second one, but not for ever", async () => {
  const { pass, fate } = setup("cut", { sockets: 1 });
  await pass(34);
  expect(fate().struck).toBe(0);
  await pass(3);
  expect(fate()).toEqual({ began: 36, struck: 1 });
});

test("the account trades busily around a fault", async () => {
  const { stage, pass } = setup("cut");
  const [account] = stage.accounts;
  await pass(4.9);
  const quiet = account?.trading.steps ?? 0;
  await pass(0.25);
  const busy = (account?.trading.steps ?? 0) - quiet;
  expect([quiet, busy]).toEqual([expect.closeTo(10, -1), expect.closeTo(50, -1)]);
});
