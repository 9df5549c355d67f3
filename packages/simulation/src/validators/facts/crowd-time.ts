import type { PoolName } from "@listenkey/simulator";
import type { DayFacts } from "./day-facts.ts";
import { poolsOf } from "./pools.ts";

const MINUTE_MS = 60_000;

/** For each account all of its sockets may take so much longer, in milliseconds: 240 dials in five minutes. */
const DIAL_MS = 1_300;

/** How many accounts on a way out dial without a pause. */
const FREE_ACCOUNTS = 20;

/** The weight a minute of the rate limits that listen keys are confirmed in. */
const WEIGHT_PER_MINUTE: Readonly<Partial<Record<PoolName, number>>> = {
  eapi: 400,
  fapi: 2_400,
  papi: 6_000,
  "sapi-uid": 12_000,
};

/** Which part of it the confirmations of many keys at once may use: half, without what comes as a burst. */
const CONFIRMED_WITH = 0.5 * 0.9;

/** How long a dial may wait for its turn among those of all accounts that share its way out, in milliseconds. */
export function crowdTime(client: string, facts: DayFacts): number {
  return Math.max(0, accountsOn(client, facts).length - FREE_ACCOUNTS) * 2 * DIAL_MS;
}

/**
 * How long it may take until the listen keys of all accounts that share a way out are confirmed, in milliseconds, where
 * all of them are doubted at once.
 */
export function confirmTime(client: string, facts: DayFacts): number {
  const pools = accountsOn(client, facts).map((account) => {
    const way = facts.wayOf(account);
    return way?.access === "listenKey" ? poolsOf(way).rest : undefined;
  });
  return pools.reduce((sum, pool) => {
    const perMinute = pool && WEIGHT_PER_MINUTE[pool];
    return perMinute === undefined ? sum : sum + MINUTE_MS / (perMinute * CONFIRMED_WITH);
  }, 0);
}

/** The accounts of the programs that share a way out. */
function accountsOn(client: string, facts: DayFacts): readonly string[] {
  const { programs } = facts.machineOf(client).plan;
  const sharing = programs.filter(({ egress }) => egress === client);
  return [...new Set(sharing.map(({ account }) => account))];
}
