import type { Interval, PoolName } from "@listenkey/simulator";
import type { Dial } from "./call-facts.ts";
import type { DayFacts } from "./day-facts.ts";
import { poolsOf } from "./pools.ts";
import { Spans } from "./spans.ts";

/** So many sockets may be opened in so many milliseconds from one address: promise 6. */
const MOST_DIALS = 240;
const WINDOW_MS = 300_000;

/** As many in that time wait for nobody. */
const FREE_DIALS = 40;

/** Then one follows another in so many milliseconds, as long as anybody waits for a turn. */
const TURN_MS = WINDOW_MS / MOST_DIALS;

/** Timers are late by so much, and clocks drift, in milliseconds. */
const SLACK_MS = 100;

/** What was worked out of a day, by way out and rate limit. */
const known = new WeakMap<DayFacts, Map<string, Spans>>();

/**
 * When the dial budget of a way out was in use: others were dialling at its pace, or it was spent. Whoever wanted a socket
 * then may have had to wait; at any other time nobody had to.
 *
 * @param client The name that the exchange knows the program by.
 * @param pool The rate limit that the sockets draw from.
 */
export function dialBudgetInUse(client: string, pool: PoolName, facts: DayFacts): Spans {
  let byName = known.get(facts);
  if (byName === undefined) known.set(facts, (byName = new Map()));
  const name = `${client} ${pool}`;
  let spans = byName.get(name);
  if (spans === undefined) byName.set(name, (spans = new Spans(turns(client, pool, facts))));
  return spans;
}

/** After each dial the time until there was room for another. */
function turns(client: string, pool: PoolName, facts: DayFacts): readonly Interval[] {
  const { kills, plan } = facts.machineOf(client);
  const slack = plan.latencyMs.max + SLACK_MS;
  const moments = facts.calls
    .of(client)
    .dials.flatMap((dial) => (poolOf(dial, facts) === pool ? [dial.at] : []));
  let first = 0;
  return moments.flatMap((at, place) => {
    // A process that begins anew knows of no dial.
    const born = kills.findLast((killedAt) => killedAt <= at) ?? -Infinity;
    while (isForgotten(moments[first] ?? at, at, born)) first += 1;
    const made = place - first + 1;
    if (made <= FREE_DIALS) return [];
    const oldest = moments[place - MOST_DIALS + 1] ?? at;
    const roomAt = made < MOST_DIALS ? at : oldest + WINDOW_MS;
    return [{ from: at, to: Math.max(roomAt, at + TURN_MS) + slack }];
  });
}

/** Whether a dial does not count any more at a moment. */
function isForgotten(dialledAt: number, at: number, born: number): boolean {
  return dialledAt < born || dialledAt <= at - WINDOW_MS;
}

function poolOf({ path, accounts: [account = ""] }: Dial, facts: DayFacts): PoolName {
  const way = facts.wayOf(account);
  return path.startsWith("/ws-api") || way === undefined ? "api" : poolsOf(way).sockets;
}
