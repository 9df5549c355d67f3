import { heapTrend } from "../soak/heap-trend.ts";
import type { SoakRecord } from "../soak/run-soak.ts";
import type { ChaosVerdict } from "./verdict.ts";

/** By which part of itself a heap may seem to grow, after its warm-up. */
const FLAT = 0.05;

/** Fewer samples than this prove nothing. */
const ENOUGH = 10;

/** Judges whether a heap is flat, although what was to be got over was there. */
export function judgeSoak({ samples, last, badEnd }: SoakRecord): ChaosVerdict {
  const trend = heapTrend(samples);
  const { rotations = 0, reconnects = 0, state } = last ?? {};
  const wrong = [
    badEnd,
    trend.samples < ENOUGH ? `there are only ${trend.samples} samples` : undefined,
    trend.growth > FLAT ? `it grew by ${(100 * trend.growth).toFixed(1)} %` : undefined,
    rotations === 0 ? "no socket was rotated" : undefined,
    reconnects === 0 ? "no feed was opened again" : undefined,
    state === "live" ? undefined : `the stream is ${state ?? "unheard of"} in the end`,
  ];
  return {
    id: "",
    title: "the heap is flat within 5 % over an hour of the client's time",
    checks: trend.samples,
    violations: wrong.flatMap((message) =>
      message === undefined ? [] : [{ phase: "soak", who: "soaker", message }],
    ),
  };
}
