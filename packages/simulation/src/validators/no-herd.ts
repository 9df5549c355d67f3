import type { Evidence } from "../run/evidence.ts";
import { factsOf, type DayFacts } from "./facts/day-facts.ts";
import { poolsOf } from "./facts/pools.ts";
import { addTo } from "./facts/multi-map.ts";
import { judgeCrowds } from "./herd/crowd.ts";
import {
  delaysAfterDrops,
  delaysAfterFailures,
  delaysAfterRefusals,
  doubtIn,
  type Delay,
} from "./herd/drawn-delays.ts";
import { Tally } from "./tally.ts";
import type { Validator } from "./validator.ts";

const FIVE_MINUTES_MS = 300_000;

/** How many sockets may be opened in five minutes from one address, by the rate limit that they draw from: promise 6. */
const MOST_DIALS = 240;

/** Two clocks may differ by so much over five minutes, in milliseconds. */
const DRIFT_MS = 100;

/** One chance in nine million, e to the power of 16, is none. */
const CERTAIN = 16;

/**
 * I12: clients that lost the exchange together do not come back in step: at most 240 dials in any five minutes; no rate
 * limit passed by their own doing; every account's first socket before any account's second; and pauses that are drawn.
 *
 * That pauses are drawn is judged by what all pauses of a day have in common: that so few are shorter than the longest
 * that may be drawn has a probability, and if that is nothing, they are not drawn.
 */
export const noHerd: Validator = {
  id: "I12",
  title: "those who come back do not come in step, and stay within the limits",
  judge(evidence: Evidence) {
    const tally = new Tally(evidence);
    const facts = factsOf(evidence);
    judgeDials(facts, tally);
    judgeOverruns(evidence, tally);
    judgePauses(facts, tally);
    judgeCrowds(evidence, facts, tally);
    return tally.verdict;
  },
};

function judgeDials(facts: DayFacts, tally: Tally): void {
  for (const { plan } of facts.evidence.plan.machines.map(({ name }) => facts.machine(name))) {
    for (const client of new Set(plan.programs.map(({ egress }) => egress))) {
      for (const [pool, moments] of dialsByPool(client, facts)) {
        const most = mostWithin(
          moments,
          FIVE_MINUTES_MS - 2 * plan.latencyMs.max - DRIFT_MS,
          facts.machine(plan.name).kills,
        );
        tally.check(
          most <= MOST_DIALS,
          { who: client },
          () => `${most} dials in five minutes, for ${pool}`,
        );
      }
    }
  }
}

function dialsByPool(client: string, facts: DayFacts): ReadonlyMap<string, readonly number[]> {
  const byPool = new Map<string, number[]>();
  for (const { at, path, accounts } of facts.calls.of(client).dials) {
    const [account = ""] = accounts;
    const way = facts.wayOf(account);
    const pool = path.startsWith("/ws-api") || way === undefined ? "api" : poolsOf(way).sockets;
    addTo(byPool, pool, at);
  }
  return byPool;
}

/** The largest number of moments in any window that no death of the process lies in. */
function mostWithin(
  moments: readonly number[],
  windowMs: number,
  kills: readonly number[],
): number {
  let most = 0;
  let first = 0;
  for (const [place, at] of moments.entries()) {
    const born = kills.findLast((killedAt) => killedAt <= at) ?? -Infinity;
    while ((moments[first] ?? at) <= at - windowMs || (moments[first] ?? at) < born) first += 1;
    most = Math.max(most, place - first + 1);
  }
  return most;
}

/** What no fault has answered, the client has earned. */
function judgeOverruns({ records }: Evidence, tally: Tally): void {
  for (const record of records) {
    const { kind } = record;
    if (kind !== "request" && kind !== "wsRequest" && kind !== "socketRefused") continue;
    const { at, client, status, fault } = record;
    const isOverrun = (status === 429 || status === 418) && fault === undefined;
    tally.check(
      !isOverrun,
      { who: client, at },
      () => `it earned a ${status} at ${tally.time(at)}`,
    );
  }
}

function judgePauses(facts: DayFacts, tally: Tally): void {
  const kinds = [
    { name: "after a drop", measure: delaysAfterDrops },
    { name: "after a refused handshake", measure: delaysAfterRefusals },
    { name: "after a failed request", measure: delaysAfterFailures },
  ];
  for (const { name, measure } of kinds) {
    const delays = eachOnce(facts.evidence.streams.flatMap((session) => measure(session, facts)));
    const doubt = doubtIn(delays);
    tally.pass(delays.length);
    tally.check(
      doubt < CERTAIN,
      { who: "everybody" },
      () =>
        `${delays.length} pauses ${name}, and hardly any shorter than the longest: they are not drawn`,
    );
  }
}

/** A pause that several sessions had a part in is one. */
function eachOnce(delays: readonly Delay[]): readonly Delay[] {
  const byTime = new Map(delays.map((delay) => [`${delay.at} ${delay.ms}`, delay]));
  return [...byTime.values()];
}
