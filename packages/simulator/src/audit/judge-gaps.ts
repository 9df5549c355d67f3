import type { AuditedItem } from "./audited-stream.ts";
import type { Findings } from "./findings.ts";
import { overlap, reaches, type Interval } from "./interval.ts";
import type { Matching } from "./match-items.ts";

/** How much wider than the truth a gap may be, in milliseconds, by its cause. */
export interface GapBounds {
  /** Where a socket failed: how long it takes until that is noticed. */
  readonly connection: number;
  /** Where a credential died without a word: how long it takes until it is renewed. */
  readonly credential: number;
}

/** What an audit says about a gap. */
export interface AuditedGap extends Interval {
  /** Its place in the stream. */
  readonly seq: number;
  /** What the stream said was the cause. */
  readonly cause: string;
  /** How wide it is, in milliseconds. */
  readonly widthMs: number;
  /** How much of it lies before and after the time in which nobody could hear anything, in milliseconds. */
  readonly excessMs: number;
  /** Whether there was such a time, or it could not be known. */
  readonly isJustified: boolean;
}

/** Gaps that say nothing about sockets: the program was slow, or two of them contradicted each other. */
const NEED_NO_OUTAGE = new Set(["backlog", "undecided"]);

/** What gaps are compared with. */
export interface GapEvidence {
  readonly items: readonly AuditedItem[];
  readonly matching: Matching;
  /** When nobody could hear anything, in order. */
  readonly unheard: readonly Interval[];
  readonly bounds: GapBounds;
}

/** Asks of every gap whether there was a reason for it, whether it is wider than it may be, and whether it is in its place. */
export function judgeGaps(evidence: GapEvidence, findings: Findings): readonly AuditedGap[] {
  const gaps = evidence.items.flatMap((item) =>
    item.type === "gap" ? audited(item, evidence) : [],
  );
  for (const gap of gaps) {
    const { seq, cause, from, to, isJustified, excessMs } = gap;
    const bound = boundFor(cause, evidence.bounds);
    const name = `the gap ${seq} (${cause}, ${from} to ${to})`;
    findings.check(isJustified, "gapUnjustified", () => `${name} covers no time without a feed`);
    findings.check(
      excessMs <= bound,
      "gapTooWide",
      () => `${name} is ${excessMs} ms wider than the time without a feed; ${bound} are allowed`,
    );
  }
  judgePlaces(evidence, findings);
  return gaps;
}

function audited(
  { seq, cause = "", from = 0, to = 0 }: AuditedItem,
  evidence: GapEvidence,
): AuditedGap {
  const outages = evidence.unheard
    .filter((outage) => reaches(outage, { from, to }))
    .map((outage) => overlap(outage, { from, to }));
  const [first, last] = [outages[0], outages.at(-1)];
  const isDisputed = NEED_NO_OUTAGE.has(cause);
  return {
    seq,
    cause,
    from,
    to,
    widthMs: to - from,
    excessMs: isDisputed || !first || !last ? 0 : first.from - from + (to - last.to),
    isJustified: isDisputed || first !== undefined,
  };
}

function boundFor(cause: string, { connection, credential }: GapBounds): number {
  return cause === "credential" ? credential : connection;
}

/** Nothing that came before a gap was produced after its end, and nothing that came after it before its beginning. */
function judgePlaces({ items, matching }: GapEvidence, findings: Findings): void {
  const place = new Place(findings);
  for (const item of items) {
    if (item.type === "gap") place.gap(item);
    const at = matching.eventOf.get(item)?.at;
    if (at !== undefined && item.late !== true) place.event(at);
  }
}

/** A walk along the items, and what lies behind it. */
class Place {
  readonly #findings: Findings;
  #latest = -Infinity;
  #gap = { seq: 0, from: -Infinity };

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  gap({ seq, from = 0, to = 0 }: AuditedItem): void {
    const latest = this.#latest;
    this.#findings.check(
      latest <= to,
      "gapMisplaced",
      () => `the gap ${seq} ends at ${to}, but stands behind an event of ${latest}`,
    );
    if (from > this.#gap.from) this.#gap = { seq, from };
  }

  event(at: number): void {
    const { seq, from } = this.#gap;
    this.#latest = Math.max(this.#latest, at);
    this.#findings.check(
      at >= from,
      "gapMisplaced",
      () => `the gap ${seq} begins at ${from}, but stands before an event of ${at}`,
    );
  }
}
