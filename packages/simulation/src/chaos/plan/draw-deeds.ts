import type { Random } from "@listenkey/core";
import type { ChaosDeed, DeedKind } from "./chaos-plan.ts";

/** From one number to another. */
type Range = readonly [number, number];

/** Options of {@link drawDeeds}. */
export interface DeedOptions {
  /** The names of the clients that something may be done to. */
  readonly clients: readonly string[];
  /** When the first may begin and the last must be over, in real milliseconds from the beginning of the phase. */
  readonly span: Range;
  /** How long each kind takes, in real milliseconds. */
  readonly lengths: Readonly<Record<DeedKind, Range>>;
  /** How long a client or the server is left alone between two, in real milliseconds. */
  readonly rest: Range;
}

/** Draws what is done: to each client one thing after the other, and to the server, all independently of each other. */
export function drawDeeds(options: DeedOptions, random: Random): readonly ChaosDeed[] {
  const { clients } = options;
  const toClients = clients.flatMap((who) =>
    oneAfterTheOther({ who, kinds: ["kill", "stop"] }, options, random),
  );
  const toServer = oneAfterTheOther({ who: "", kinds: ["cutOff", "unplug"] }, options, random);
  return [...toClients, ...toServer].toSorted((a, b) => a.atMs - b.atMs);
}

/** What is done to one process, until nothing more fits in. */
function oneAfterTheOther(
  { who, kinds }: { readonly who: string; readonly kinds: readonly DeedKind[] },
  { span: [from, to], lengths, rest }: DeedOptions,
  random: Random,
): readonly ChaosDeed[] {
  const deeds: ChaosDeed[] = [];
  let bag: DeedKind[] = [];
  // The first one comes early, so that there is room for each kind.
  let atMs = from + random() * rest[0];
  for (;;) {
    if (bag.length === 0) bag = [...kinds];
    const [kind] = bag.splice(Math.floor(random() * bag.length), 1);
    if (kind === undefined) return deeds;
    const lengthMs = within(lengths[kind], random);
    if (atMs + lengthMs > to) return deeds;
    deeds.push({ kind, who, atMs, lengthMs });
    atMs = Math.round(atMs) + lengthMs + within(rest, random);
  }
}

function within([least, most]: Range, random: Random): number {
  return Math.round(least + random() * (most - least));
}
