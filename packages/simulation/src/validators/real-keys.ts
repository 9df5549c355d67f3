import type { Evidence } from "../run/evidence.ts";
import { Tally } from "./tally.ts";
import type { Validator } from "./validator.ts";

/** P16 (mutant M16): nobody puts anything into a socket's URL, or a request on it, that is no listen key of the exchange. */
export const realKeys: Validator = {
  id: "P16",
  title: "sockets are opened with listen keys that the exchange has made",
  judge(evidence: Evidence) {
    const tally = new Tally(evidence);
    for (const { plan, dials } of evidence.managers) {
      for (const { at, key } of dials) {
        tally.check(
          key > 0,
          { who: plan.name, at },
          () => `it dialled at ${tally.time(at)} with what is no listen key`,
        );
      }
    }
    for (const record of evidence.records) {
      if (record.kind !== "socketOpened" && record.kind !== "socketRetuned") continue;
      const { at, socket, keys } = record;
      const who = record.kind === "socketOpened" ? record.client : `socket ${socket}`;
      tally.check(
        !keys.includes(0),
        { who, at },
        () => `socket ${socket} names something that is no listen key, at ${tally.time(at)}`,
      );
    }
    return tally.verdict;
  },
};
