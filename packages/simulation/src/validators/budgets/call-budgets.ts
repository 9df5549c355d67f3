import type { RequestRecord } from "@listenkey/simulator";
import type { Dial } from "../facts/call-facts.ts";
import type { DayFacts } from "../facts/day-facts.ts";
import type { Tally } from "../tally.ts";

const MINUTE_MS = 60_000;

/** An account makes at most so many calls in any minute: promise 6. */
const MOST_CALLS = 12;

/** Two clocks may differ by so much over a minute, in milliseconds. */
const DRIFT_MS = 20;

/** A handshake that is held up is written down when it is answered, in milliseconds later at most. */
const HELD_UP_MS = 10_000;

/** Asks whether each account kept to its budget of dials and of calls for keys and tokens, process by process. */
export function judgeBudgets(facts: DayFacts, tally: Tally): void {
  for (const { plan } of facts.evidence.plan.machines.map(({ name }) => facts.machine(name))) {
    const users = new Map<string, Set<number>>();
    for (const { egress, account, apiKey } of plan.programs) {
      const name = `${egress}\n${account}`;
      const apiKeys = users.get(name) ?? new Set();
      users.set(name, apiKeys.add(apiKey));
    }
    for (const [name, apiKeys] of users) {
      const [client = "", account = ""] = name.split("\n");
      judgeCalls({ client, account, apiKeys }, facts, tally);
    }
  }
}

/** Who calls: the programs of an account that share a way out. */
interface Caller {
  readonly client: string;
  readonly account: string;
  /** Each has a budget of its own: nobody knows that they are of one account. */
  readonly apiKeys: ReadonlySet<number>;
}

function judgeCalls({ client, account, apiKeys }: Caller, facts: DayFacts, tally: Tally): void {
  const { requests, dials } = facts.calls.about(client, account);
  const { plan, kills } = facts.machineOf(client);
  const windowMs = MINUTE_MS - 2 * plan.latencyMs.max - DRIFT_MS;
  const judge = (what: string, moments: readonly number[], most: number): void => {
    const [from, count] = busiest(moments, windowMs, kills);
    tally.check(
      count <= most,
      { who: client, at: from },
      () => `${count} ${what} for ${account} in the minute from ${tally.time(from)}`,
    );
  };
  for (const apiKey of apiKeys) {
    const asked = requests.filter((one) => isObtaining(one) && one.apiKey === apiKey);
    judge(
      "calls for keys or tokens",
      asked.map(({ at }) => at),
      MOST_CALLS,
    );
  }
  judge("dials", dials.map(cameInAt), MOST_CALLS * apiKeys.size + heldUp(dials));
}

function isObtaining({ call }: RequestRecord): boolean {
  return call === "create" || call === "token";
}

function cameInAt({ at }: Dial): number {
  return at;
}

/** Dials that were held up are written down late, and stand beside those of the next seconds: one for each ten seconds. */
function heldUp(dials: readonly Dial[]): number {
  const isLate = dials.some(({ refusal }) => refusal?.fault === "refuse");
  return isLate ? Math.ceil(HELD_UP_MS / 10_000) : 0;
}

/** The window with the most moments that no death of the process lies in. @returns Its beginning, and how many. */
function busiest(
  moments: readonly number[],
  windowMs: number,
  kills: readonly number[],
): readonly [number, number] {
  let best: readonly [number, number] = [moments[0] ?? 0, 0];
  let first = 0;
  for (const [place, at] of moments.entries()) {
    const last = kills.findLast((killedAt) => killedAt <= at) ?? -Infinity;
    while ((moments[first] ?? at) <= at - windowMs || (moments[first] ?? at) < last) first += 1;
    const count = place - first + 1;
    if (count > best[1]) best = [moments[first] ?? at, count];
  }
  return best;
}
