import type { Dialect } from "../rules/dialect.ts";
import type { AuditedItem, AuditedStream } from "./audited-stream.ts";
import { Findings, type Finding } from "./findings.ts";
import { judgeGaps, type AuditedGap, type GapBounds } from "./judge-gaps.ts";
import { judgeLosses } from "./judge-losses.ts";
import { judgeNumbers, judgeOrder } from "./judge-order.ts";
import { judgeTrades, type TradeCounts } from "./judge-trades.ts";
import type { Interval } from "./interval.ts";
import type { LogIndex } from "./log-index.ts";
import { matchItems, type Matching } from "./match-items.ts";
import type { ProducedEvent } from "./produced-events.ts";

/** What is to be audited. */
export interface AuditRequest extends AuditedStream {
  /** What the program was given, in that order. */
  readonly items: readonly AuditedItem[];
  /** When the stream was live for the first time, in epoch milliseconds of the exchange's clock. */
  readonly liveAt: number;
  /**
   * When it was closed, in epoch milliseconds of the exchange's clock; if it was interrupted by then, when it was last
   * known good.
   */
  readonly closedAt: number;
  /** How the exchange behaved where that matters. Defaults to {@link defaultDialect}. */
  readonly dialect?: Partial<Pick<Dialect, "eventTime" | "secondSocket">>;
  /** The names of the only events that were wanted. Defaults to all. */
  readonly events?: readonly string[];
  /** How much wider than the truth a gap may be, in milliseconds. Defaults to 30 s, and 20 minutes for credentials. */
  readonly bounds?: Partial<GapBounds>;
  /** For how long an event may be under way, in milliseconds: what is younger at the close is not due. Defaults to 1,000. */
  readonly underWayMs?: number;
  /**
   * When everything was produced that it can have been given, in epoch milliseconds of the exchange's clock: a short
   * stream on a long day need not be compared with all of it. Defaults to always.
   */
  readonly within?: Interval;
  /**
   * Which of some events nobody could have been given, for a reason that the log alone does not tell; asked for those
   * that lie in no gap and came whole on some socket. Defaults to none.
   */
  readonly excuse?: (missing: readonly ProducedEvent[]) => ReadonlySet<ProducedEvent>;
  /** How many findings of a kind are told one by one. Defaults to 10. */
  readonly mostTold?: number;
}

/** What became of a stream, judged by the exchange's own log. */
export interface StreamAudit {
  /** Events that the exchange produced from the first `live` to the close, those apart that were still under way. */
  readonly produced: number;
  /** Events that the program was given, those before and after that time included. */
  readonly delivered: number;
  /** Events that it was not given, and no gap says so. */
  readonly lost: number;
  /** Events that it was not given, inside a gap. */
  readonly inGaps: number;
  /** Events that the exchange kept from sockets that were well, and that nobody can know of. */
  readonly untold: number;
  /** Events that it was given once more. */
  readonly twice: number;
  /** Events that the exchange never produced for this account and product. */
  readonly foreign: number;
  /** Events that came after a later one of their type, and did not say so. */
  readonly outOfOrder: number;
  /** Events that said that they were late. */
  readonly late: number;
  /** Places where the numbers of the items have a hole. */
  readonly seqHoles: number;
  /** The gaps that the program was told of. */
  readonly gaps: readonly AuditedGap[];
  /** What became of the trades in its events. */
  readonly trades: TradeCounts;
  /** How many things were looked at. */
  readonly checks: number;
  /** What is wrong: the first of each kind. Empty if all is well. */
  readonly findings: readonly Finding[];
}

/** Every promise about gaps is kept within these bounds where probes are answered, and a key lives for an hour. */
const BOUNDS: GapBounds = { connection: 30_000, credential: 1_200_000 };

/**
 * Judges what a program was given against what the exchange did: nothing lost outside a gap, nothing twice, in order,
 * and every gap for a reason. It throws nothing; what is wrong is in {@link StreamAudit.findings}.
 *
 * @param index The exchange's log, whole: a log that has dropped records accuses the innocent.
 */
export function auditStream(index: LogIndex, request: AuditRequest): StreamAudit {
  const { items, dialect = {}, bounds } = request;
  const findings = new Findings(request.mostTold);
  const produced = producedWithin(index, request);
  const timesDiffer = dialect.eventTime === "different";
  const wasSent = sentWhole(produced, index, request);
  const matching = matchItems(produced, items, { timesDiffer, wasSent });
  const unheard = index.unheard(
    request,
    { from: request.liveAt, to: request.closedAt },
    dialect.secondSocket === "nothing",
  );
  const evidence = { items, matching, unheard, bounds: { ...BOUNDS, ...bounds } };
  const gaps = judgeGaps(evidence, findings);
  const losses = judgeLosses({ index, request, produced, matching, gaps }, findings);
  judgeCopies(matching, findings);
  judgeOrder(items, matching, findings);
  judgeNumbers(items, findings);
  const trades = judgeTrades(losses.due, { items, matching }, findings);
  findings.conclude();
  return {
    produced: losses.produced,
    delivered: matching.eventOf.size,
    lost: findings.count("lost"),
    inGaps: losses.inGaps,
    untold: losses.untold,
    twice: findings.count("twice"),
    foreign: findings.count("foreign"),
    outOfOrder: findings.count("outOfOrder"),
    late: items.filter(({ late }) => late === true).length,
    seqHoles: findings.count("seqHole"),
    gaps,
    trades,
    checks: findings.checks,
    findings: findings.told,
  };
}

/** The events that a stream can have been given, in the order of the exchange. */
function producedWithin(index: LogIndex, request: AuditRequest): readonly ProducedEvent[] {
  const produced = index.produced(request);
  const { within } = request;
  if (within === undefined) return produced;
  return produced.filter(({ at }) => at >= within.from && at <= within.to);
}

/** Tells of each event whether a copy of it left whole on a socket that counts. Looked up once, when that is asked for. */
function sentWhole(
  produced: readonly ProducedEvent[],
  index: LogIndex,
  request: AuditRequest,
): (event: ProducedEvent) => boolean {
  let sent: ReturnType<LogIndex["copies"]> | undefined;
  return ({ event }) => {
    sent ??= index.copies(new Set(produced.map((one) => one.event)), request);
    return sent.get(event)?.some(({ isWhole }) => isWhole) === true;
  };
}

function judgeCopies({ eventOf, twice, foreign }: Matching, findings: Findings): void {
  findings.pass(eventOf.size);
  for (const item of twice) {
    const message = `item ${item.seq}, ${item.type}, had been delivered before`;
    findings.check(false, "twice", () => ({ message, item }));
  }
  for (const item of foreign) {
    const message = `item ${item.seq}, ${item.type}, is no event of the account`;
    findings.check(false, "foreign", () => ({ message, item }));
  }
}
