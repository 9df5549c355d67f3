import type { Evidence } from "../../run/evidence.ts";
import type { MachinePlan } from "../../plan/day-plan.ts";
import type { DayFacts } from "../facts/day-facts.ts";
import { addTo } from "../facts/multi-map.ts";
import { socketsOf } from "../facts/sockets-of.ts";
import type { Tally } from "../tally.ts";

const MINUTE_MS = 60_000;

/** With more accounts than this a machine is a crowd. */
const CROWD = 50;

/** How many dials wait for nobody: see the dial queue of core. */
const FREE_DIALS = 40;

/**
 * How many subscriptions on the WebSocket API do: a burst of a quarter of its weight, 2 for each. Until then whoever has
 * a token subscribes, first or second.
 */
const FREE_SUBSCRIPTIONS = (6_000 * 0.25 * 0.1) / 2;

/** A second socket that comes before the first ones of so many accounts comes too early, as a share of all accounts. */
const TOO_EARLY = 0.15;

/** Clocks drift, and what is wanted has to be asked for, in milliseconds. */
const AT_ONCE_MS = 500;

/** All of a crowd is back within this time, in milliseconds for each account, and at least a minute. */
const BACK_WITHIN_MS = 3_000;

/** Asks of each crowd whether every account's first socket was opened before any account's second, whenever it began. */
export function judgeCrowds(evidence: Evidence, facts: DayFacts, tally: Tally): void {
  for (const machine of evidence.plan.machines) {
    const streams = machine.programs.filter(({ kind }) => kind === "stream");
    const isShared = streams.some((one) => one.kind === "stream" && one.shareSockets);
    const accounts = new Set(streams.map(({ account }) => account));
    if (accounts.size <= CROWD || isShared) continue;
    for (const from of beginnings(machine, evidence))
      judgeBeginning(machine, from, { facts, tally });
  }
}

/** When all of a machine's sockets had to be opened at once. */
function beginnings({ name }: MachinePlan, { faults, startedAt }: Evidence): readonly number[] {
  const kinds = ["outage", "bothCut", "killed"];
  const struck = faults.filter(
    ({ plan, beganAt }) =>
      kinds.includes(plan.kind) && beganAt !== undefined && (plan.who === "" || plan.who === name),
  );
  return [
    startedAt,
    ...struck.map(({ plan, beganAt = 0, endedAt }) =>
      plan.kind === "bothCut" ? beganAt : endedAt,
    ),
  ];
}

/** When the first and the second socket of an account could hear. */
interface Opened {
  /** Since when the first one was in the queue: before that its stream was pausing after a failure. */
  readonly wantedFrom: number;
  readonly first: number;
  readonly second: number;
}

function judgeBeginning(
  { name, programs }: MachinePlan,
  from: number,
  { facts, tally }: { readonly facts: DayFacts; readonly tally: Tally },
): void {
  const isByKey = programs.every(({ account }) => facts.wayOf(account)?.access === "listenKey");
  const free = isByKey ? FREE_DIALS : FREE_SUBSCRIPTIONS;
  const until = from + Math.max(MINUTE_MS, programs.length * BACK_WITHIN_MS);
  const opened = programs.flatMap(({ name: stream, egress: client, account }) => {
    const [first, second = Infinity] = hearingFrom(facts, { client, account })
      .filter((at) => at >= from && at <= until)
      .toSorted((a, b) => a - b);
    if (first === undefined) return [];
    const wantedFrom = pauseBefore(first, stream, facts);
    return [{ wantedFrom, first, second } satisfies Opened];
  });
  const early = opened.filter(
    ({ second }) =>
      opened.filter(({ wantedFrom, first }) => wantedFrom < second && first > second).length > free,
  );
  tally.check(
    early.length <= opened.length * TOO_EARLY,
    { who: name, at: from },
    () =>
      `${early.length} of ${opened.length} accounts had their second socket before others had their first, after ${tally.time(from)}`,
  );
}

/**
 * Until when a stream paused before it got its first socket, after the failures before: of its two sockets, the one that
 * paused longer, for they share what the account may dial.
 */
function pauseBefore(first: number, stream: string, facts: DayFacts): number {
  const { streams } = facts.evidence;
  const failures = streams
    .filter(({ plan }) => plan.name === stream)
    .flatMap(({ machine, words }) => {
      const { skewMs } = facts.machine(machine).plan;
      return words.flatMap(({ name, at, event }) =>
        name === "attemptFailed" && at < first ? [{ ...(event as Failure), skewMs }] : [],
      );
    });
  const last = new Map(failures.map(({ lane, retryAt, skewMs }) => [lane, retryAt - skewMs]));
  return Math.max(-Infinity, ...last.values()) + AT_ONCE_MS;
}

/** What a stream says of a failure. */
interface Failure {
  readonly lane: number;
  /** By its machine's clock. */
  readonly retryAt: number;
}

/** When the sockets of an account began to hear it. */
function hearingFrom(
  facts: DayFacts,
  whose: { readonly client: string; readonly account: string },
): readonly number[] {
  const subscribed = new Map<number, number[]>();
  for (const one of facts.subscriptions.of(whose.account)) {
    addTo(subscribed, one.socket, one.from);
  }
  return socketsOf(facts, whose).flatMap(
    ({ socket, openedAt }) => subscribed.get(socket) ?? [openedAt],
  );
}
