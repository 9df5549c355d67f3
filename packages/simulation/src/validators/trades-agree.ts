import type { Finding } from "@listenkey/simulator";
import type { Evidence } from "../run/evidence.ts";
import { doubledTexts, isTaken } from "./nothing-twice.ts";
import { auditsOf, tellFindings } from "./session-audit.ts";
import { Tally } from "./tally.ts";
import type { Validator } from "./validator.ts";

/**
 * I5: the trades that a program is told of are those of the exchange, each as often, outside gaps; and of no order less
 * is filled than before.
 *
 * Excused: what came of a frame that the exchange itself had sent twice on one socket.
 */
export const tradesAgree: Validator = {
  id: "I5",
  title: "the trades are those of the exchange",
  judge(evidence: Evidence) {
    const tally = new Tally(evidence);
    for (const audited of auditsOf(evidence)) {
      tally.pass(audited.audit.trades.due);
      tellFindings(audited, { kinds: ["tradeMissing"] }, tally);
      for (const kind of ["tradeTwice", "quantityFell"] as const) {
        const doubled = doubledTexts(audited);
        const isExcused = (finding: Finding): boolean => isTaken(finding, doubled);
        tellFindings(audited, { kinds: [kind], isExcused }, tally);
      }
    }
    return tally.verdict;
  },
};
