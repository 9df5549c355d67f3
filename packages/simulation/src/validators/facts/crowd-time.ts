import type { DayFacts } from "./day-facts.ts";

/** For each account all of its sockets may take so much longer, in milliseconds: 240 dials in five minutes. */
const DIAL_MS = 1_300;

/** How many accounts on a way out dial without a pause. */
const FREE_ACCOUNTS = 20;

/** How long a dial may wait for its turn among those of all accounts that share its way out, in milliseconds. */
export function crowdTime(client: string, facts: DayFacts): number {
  const { programs } = facts.machineOf(client).plan;
  const sharing = programs.filter(({ egress }) => egress === client);
  const accounts = new Set(sharing.map(({ account }) => account)).size;
  return Math.max(0, accounts - FREE_ACCOUNTS) * 2 * DIAL_MS;
}
