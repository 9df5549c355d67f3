import type { DayFacts } from "./day-facts.ts";

/**
 * Whether the exchange may have heard nothing more on a socket by then: what its client has unsubscribed there still comes,
 * and nobody listens.
 */
export function wasDeafened(
  { socket, at }: { readonly socket: number; readonly at: number },
  { evidence, sockets }: DayFacts,
): boolean {
  const { openedAt = Infinity } = sockets.byNumber.get(socket) ?? {};
  return evidence.faults.some(({ plan, struck, beganAt = Infinity }) => {
    return plan.kind === "deaf" && struck > 0 && beganAt >= openedAt && beganAt <= at;
  });
}
