import type { TransportCase } from "../src/transport-conformance.ts";

/** A case beside its title, which the runner then prints in full. */
export function titled(promise: TransportCase): readonly [string, TransportCase] {
  return [promise.title, promise];
}
