import type { Evidence, MachineRemains, ManagerSession, StreamSession } from "../run/evidence.ts";
import { factsOf, type DayFacts } from "./facts/day-facts.ts";
import { Tally } from "./tally.ts";
import type { Validator } from "./validator.ts";

/**
 * A close waits for what is under way, in milliseconds in which its machine ran: for an answer, and for one more to a
 * question that this causes.
 */
const CLOSED_WITHIN_MS = 60_000;

/**
 * I15: a `close()` resolves; after it nothing is said, and in the end no timer, socket or pending call is left, and nothing
 * has gone out. A process that was killed closes nothing.
 */
export const cleanClose: Validator = {
  id: "I15",
  title: "after a close nothing is left, and nothing happens",
  judge(evidence: Evidence) {
    const tally = new Tally(evidence);
    const facts = factsOf(evidence);
    for (const session of [...evidence.streams, ...evidence.managers]) {
      if (session.closeCalledAt !== undefined && session.killedAt === undefined) {
        judgeClose(session, session.closeCalledAt, { facts, tally });
      }
    }
    for (const remains of evidence.machines) judgeRemains(remains, tally);
    return tally.verdict;
  },
};

function judgeClose(
  { plan, machine, closedAt, saidAfterClose, words }: StreamSession | ManagerSession,
  calledAt: number,
  { facts, tally }: { readonly facts: DayFacts; readonly tally: Tally },
): void {
  const concerned = { who: plan.name, at: calledAt };
  const { kills, sleeps } = facts.machine(machine);
  const killedAt = kills.find((at) => at >= calledAt) ?? Infinity;
  const until = Math.min(closedAt ?? Infinity, killedAt);
  const awakeMs = until - calledAt - sleeps.coverOf({ from: calledAt, to: until });
  tally.check(
    awakeMs <= CLOSED_WITHIN_MS,
    concerned,
    () =>
      `close() of ${tally.time(calledAt)} has ${closedAt === undefined ? "never resolved" : `resolved at ${tally.time(closedAt)}`}`,
  );
  tally.check(
    saidAfterClose === 0,
    concerned,
    () => `${saidAfterClose} things were said after the close of ${tally.time(calledAt)}`,
  );
  const last = words.at(-1)?.name;
  tally.check(
    last === "closed" || last === "failed",
    concerned,
    () => `its last word is ${last ?? "none"}`,
  );
}

function judgeRemains({ name, ...left }: MachineRemains, tally: Tally): void {
  for (const [what, count] of Object.entries(left)) {
    tally.check(count === 0, { who: name }, () => `${what}: ${count} in the end`);
  }
}
