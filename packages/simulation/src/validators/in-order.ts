import type { Evidence } from "../run/evidence.ts";
import { auditsOf, tellFindings } from "./session-audit.ts";
import { Tally } from "./tally.ts";
import type { Validator } from "./validator.ts";

/** I3: the events of each type come in the order of the exchange, those that say themselves that they are late excepted; and the items are numbered without a hole. */
export const inOrder: Validator = {
  id: "I3",
  title: "events come in their order, numbered without a hole",
  judge(evidence: Evidence) {
    const tally = new Tally(evidence);
    for (const audited of auditsOf(evidence)) {
      tally.pass(audited.view.session.items.length);
      tally.excuse(audited.audit.late);
      tellFindings(audited, { kinds: ["outOfOrder", "seqHole"] }, tally);
    }
    return tally.verdict;
  },
};
