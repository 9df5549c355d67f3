/** Which seeds a campaign has. */
export interface SeedsOptions {
  /** The first of those that are fixed. */
  readonly from: number;
  /** How many are fixed. */
  readonly count: number;
  /** Those that come after them; absent if none do. */
  readonly fresh: FreshSeeds | undefined;
}

/** Seeds that nobody has tried before, as long as there is time. */
export interface FreshSeeds {
  /** The first of them. */
  readonly base: number;
  /** Whether time is left for one more. */
  readonly isTimeLeft: () => boolean;
}

/** The seeds of a campaign: those that are fixed, then fresh ones while there is time. */
export function* seedsOf({ from, count, fresh }: SeedsOptions): Generator<number, void> {
  for (let index = 0; index < count; index += 1) yield from + index;
  if (fresh === undefined) return;
  for (let seed = fresh.base; fresh.isTimeLeft(); seed += 1) yield seed;
}
