import { duration } from "../time-words.ts";
import type { Simulation } from "./run-simulation.ts";

/** What happened, in a few lines. Pure. */
export function farewell(
  { counts, faults }: Pick<Simulation, "counts" | "faults">,
  servedMs: number,
): string {
  const { requests, sockets, refusedSockets, produced, sent, withheld } = counts;
  const outcomes = [...requests].sort(([one], [other]) => (one < other ? -1 : 1));
  const total = outcomes.reduce((sum, [, count]) => sum + count, 0);
  const told = outcomes.map(([outcome, count]) => `${count} × ${outcome}`).join(", ");
  return [
    `Served for ${duration(servedMs)}:`,
    `  ${total} requests${told === "" ? "" : ` (${told})`}`,
    `  ${sockets} sockets opened, ${refusedSockets} refused`,
    `  ${produced} events happened, ${sent} were sent to a socket, ${withheld} were kept from one`,
    ...faults.map(({ plan, struck }) => `  ${plan.text} struck ${struck} ${times(struck)}`),
  ].join("\n");
}

function times(count: number): string {
  return count === 1 ? "time" : "times";
}
