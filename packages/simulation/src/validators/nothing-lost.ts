import type { Finding } from "@listenkey/simulator";
import type { Gap, StreamItem } from "@listenkey/stream";
import type { Evidence } from "../run/evidence.ts";
import type { StreamView } from "./facts/stream-view.ts";
import { earliestStart, mayLastUntilItsEnd } from "./gaps/gap-bounds.ts";
import { truthOf } from "./gaps/gap-truth.ts";
import { isOwnDoing } from "./gaps/own-doing.ts";
import { isLostTwin } from "./nothing-twice.ts";
import { auditsOf, tellFindings, type SessionAudit } from "./session-audit.ts";
import { Tally } from "./tally.ts";
import type { Validator } from "./validator.ts";

/**
 * I1: every event of covered time is delivered, or lies in a gap; and no gap without a reason, or wider than it had to be.
 *
 * Excused, because nobody could know: events that were spoilt on every socket that was well, that no socket of the program
 * was sent although it could hear (it had asked for certain events), that were on their way when it was closed. Gaps that
 * are `backlog` are judged by I14.
 */
export const nothingLost: Validator = {
  id: "I1",
  title: "nothing is lost outside a gap, and no gap is needless",
  judge(evidence: Evidence) {
    const tally = new Tally(evidence);
    for (const audited of auditsOf(evidence)) {
      judgeLosses(audited, tally);
      judgeGaps(audited.view, tally);
      judgeOutages(audited.view, tally);
    }
    return tally.verdict;
  },
};

function judgeLosses(audited: SessionAudit, tally: Tally): void {
  const { audit } = audited;
  tally.pass(audit.produced - audit.untold - audit.lost);
  tally.excuse(audit.untold);
  // An event that looks like another one is for I2.
  const isOthers = (finding: Finding): boolean => isLostTwin(finding, audited);
  tellFindings(audited, { kinds: ["lost", "gapMisplaced"], isOthers }, tally);
}

function judgeGaps(view: StreamView, tally: Tally): void {
  for (const item of view.session.items) {
    if (isGap(item) && item.cause !== "backlog" && item.cause !== "undecided") {
      judgeGap(item, view, tally);
    }
  }
}

function judgeGap(gap: Gap, view: StreamView, tally: Tally): void {
  const { from, to, seq, cause } = gap;
  const concerned = { who: view.name, at: from };
  const name = (): string => `gap ${seq} (${cause}, ${tally.time(from)} to ${tally.time(to)})`;
  const truth = truthOf(gap, view);
  tally.check(
    truth.kind !== "none",
    concerned,
    () => `${name()} covers no time without a feed, and no feed was in doubt`,
  );
  if (truth.kind === "none" || truth.kind === "disputed") return;
  const { outage } = truth;
  const since = (): string => `outage ${tally.time(outage.from)} to ${tally.time(outage.to)}`;
  const earliest = earliestStart(gap, outage, view);
  tally.check(
    from >= earliest,
    concerned,
    () => `${name()} begins too early: ${since()}, so not before ${tally.time(earliest)}`,
  );
  tally.check(
    mayLastUntilItsEnd(gap, outage, view),
    concerned,
    () => `${name()} ends too late: ${since()}, and nothing stood in the way of a proof`,
  );
}

/** A gap that the program itself has made is none that had to be. */
function judgeOutages(view: StreamView, tally: Tally): void {
  const { covered, unheard } = view;
  for (const hole of unheard) {
    if (hole.from <= covered.from || hole.from >= covered.to) continue;
    tally.check(
      !isOwnDoing(hole, view),
      { who: view.name, at: hole.from },
      () => `it closed the last socket that could hear at ${tally.time(hole.from)}, without need`,
    );
  }
}

function isGap(item: StreamItem): item is Gap {
  return item.type === "gap";
}
