import type { Clock } from "@listenkey/core";
import { FAULTS } from "./faults/fault-kinds.ts";
import { DAY_MS, planDay, type PlannedFault } from "./faults/day-plan.ts";
import { FaultSchedule } from "./faults/fault-schedule.ts";
import type { OpenStream } from "./client/stream-day.ts";
import type { DemoProduct } from "./line-up.ts";
import type { DayWatcher } from "./progress/day-watcher.ts";
import { dayResult, type DayResult } from "./report/day-result.ts";
import { setStage, type Stage } from "./stage.ts";

/** What a day is lived with. */
export interface DemoOptions {
  readonly seed: number;
  /** Simulated time per real time, at most. */
  readonly speed: number;
  readonly products: readonly DemoProduct[];
  /** How streams are opened. */
  readonly openStream: OpenStream;
  /** Ends the day before its time. */
  readonly signal: AbortSignal;
  /** Where real time comes from. */
  readonly real: Clock;
  /** Who looks on. */
  readonly watcher: DayWatcher;
}

/** Lives one trading day, and judges it by the exchange's log. */
export async function runDemo(options: DemoOptions): Promise<DayResult> {
  const { watcher, real, seed, products, signal, speed } = options;
  const beganAt = real.monotonic();
  const stage = setStage({ ...options, tell: (news) => watcher.tell(news) });
  const startsAt = stage.exchange.now();
  const plan = planDay(seed, products);
  const schedule = new FaultSchedule(stage, plan, (fault) => tellOf(fault, { stage, watcher }));
  try {
    watcher.begin({
      clock: { now: () => stage.exchange.now() },
      startsAt,
      endsAt: startsAt + DAY_MS,
      products: stage.products,
    });
    for (const product of stage.products) product.open();
    await stage.clock.passUntil(Promise.race([aDay(stage), aborted(signal)]), speed);
    const realMs = real.monotonic() - beganAt;
    const { faults } = schedule;
    return dayResult(stage, { seed, faults, startsAt, realMs, isInterrupted: signal.aborted });
  } finally {
    watcher.end();
    await stage.clear();
  }
}

function aDay({ clock }: Stage): Promise<void> {
  return new Promise((resolve) => void clock.setTimer(DAY_MS, resolve));
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** News about one product are its own; the rest concerns everybody. */
function tellOf(
  { kind, product }: PlannedFault,
  { stage, watcher }: { readonly stage: Stage; readonly watcher: DayWatcher },
): void {
  const news = { at: stage.exchange.now(), tone: "trouble", text: FAULTS[kind].happens } as const;
  const concerned = stage.products.find(({ name }) => name === product);
  if (concerned === undefined) watcher.tell(news);
  else concerned.hear({ ...news, product: concerned.name });
}
