import type { SeededRandom } from "../../random/seeded-random.ts";

/** How long something is on its way, in milliseconds: always as long, or drawn from a range. */
export type Latency = number | { readonly min: number; readonly max: number };

/** Draws latencies. */
export function latencyOf(latency: Latency, random: SeededRandom): () => number {
  if (typeof latency === "number") return () => latency;
  return () => random.integer(latency.min, latency.max);
}
