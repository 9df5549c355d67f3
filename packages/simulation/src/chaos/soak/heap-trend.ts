/** How large a heap was after garbage collection. */
export interface HeapSample {
  /** Since the beginning, in real milliseconds. */
  readonly atMs: number;
  /** In bytes. */
  readonly heapUsed: number;
}

/** Where a heap tends to. */
export interface HeapTrend {
  /** How many samples there are after the warm-up. */
  readonly samples: number;
  /** The median of those, in bytes. */
  readonly medianBytes: number;
  /** By which part of the median it grows from the first to the last of them. */
  readonly growth: number;
}

/**
 * Finds the trend of a heap; the first third of the time is warm-up, and left out. The slope is the median of those
 * between any two samples (Theil and Sen): what is on its way for a moment when a sample is taken moves a mean, and is
 * no leak. Pure.
 */
export function heapTrend(samples: readonly HeapSample[]): HeapTrend {
  const last = samples.at(-1)?.atMs ?? 0;
  const warm = samples.filter(({ atMs }) => atMs >= last / 3);
  const medianBytes = median(warm.map(({ heapUsed }) => heapUsed));
  const slope = median(
    warm.flatMap((one, index) => warm.slice(index + 1).map((later) => slopeBetween(one, later))),
  );
  const span = last - (warm[0]?.atMs ?? last);
  return { samples: warm.length, medianBytes, growth: (slope * span) / medianBytes };
}

function slopeBetween(one: HeapSample, later: HeapSample): number {
  return (later.heapUsed - one.heapUsed) / (later.atMs - one.atMs);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (at(sorted, Math.floor(middle - 0.5)) + at(sorted, Math.ceil(middle - 0.5))) / 2;
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? Number.NaN;
}
