import type { Clock } from "@listenkey/core";
import type { DayWatcher } from "./progress/day-watcher.ts";
import { dayResult, type DayResult } from "./report/day-result.ts";
import { DAY_MS, planDay, type PlannedFault } from "./day.ts";
import { armFaults } from "./fault-arming.ts";
import type { DemoProduct } from "./line-up.ts";
import { setStage, type Stage } from "./stage.ts";

/** What a day is lived with. */
export interface DemoOptions {
  readonly seed: number;
  /** Simulated time per real time, at most. */
  readonly speed: number;
  readonly products: readonly DemoProduct[];
  /** Ends the day before its time. */
  readonly signal: AbortSignal;
  /** Where real time comes from. */
  readonly real: Clock;
  /** Who looks on. */
  readonly watcher: DayWatcher;
}

/**
 * How often something happens to an account's orders. Without the reports that options and Portfolio Margin Pro
 * repeat every few seconds: they would be nearly all of the day's events, and tell nothing about keys.
 */
const TRADING = { perMinute: 1 / 12, reports: false };

/** Lives one trading day, and judges it by the exchange's log. */
export async function runDemo(options: DemoOptions): Promise<DayResult> {
  const { watcher, real, seed, products, signal } = options;
  const beganAt = real.monotonic();
  const stage = await setStage({ ...options, tell: (news) => watcher.tell(news) });
  const startsAt = stage.clock.now();
  const plan = planDay(seed, products);
  try {
    watcher.begin({ ...stage, startsAt, endsAt: startsAt + DAY_MS });
    await Promise.race([stage.clock.run(), aborted(signal), liveThrough(stage, plan)]);
    const realMs = real.monotonic() - beganAt;
    return dayResult(stage, { seed, plan, startsAt, realMs, isInterrupted: signal.aborted });
  } finally {
    stage.clock.stop();
    watcher.end();
    await stage.clear();
  }
}

async function liveThrough(stage: Stage, plan: readonly PlannedFault[]): Promise<void> {
  const { clock, products, accounts } = stage;
  const over = new Promise<void>((resolve) => void clock.setTimer(DAY_MS, resolve));
  armFaults(stage, plan);
  await Promise.all(products.map((day) => day.open()));
  for (const { account, exchangeId } of accounts) {
    account.trade({ product: exchangeId, ...TRADING });
  }
  await over;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
