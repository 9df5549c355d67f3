import type { Draws } from "../random/draws.ts";
import { drawMachine } from "./cast.ts";
import type { AccountPlan, DayPlan, FaultPlan, MachinePlan, StreamPlan } from "./day-plan.ts";
import { machineName } from "./machine-name.ts";
import { WAY_NAMES, WAYS } from "./ways.ts";

const MINUTE_MS = 60_000;

/** Every so many seeds a crowd, */
const EVERY = 80;

/** and every so many a very large one. */
const EVERY_LARGE = 800;

/** Which of them. */
const FIRST = 20;
const FIRST_LARGE = 260;

/** How many accounts a large crowd has, and how long its day is. */
const LARGE = { accounts: 1_000, lengthMs: 90 * MINUTE_MS } as const;

/** Whether the day of a seed is that of a crowd. */
export function isCrowd(seed: number): boolean {
  return seed % EVERY === FIRST;
}

/** Draws a short day of many accounts on one machine, in which everything is lost once, for all of them. */
export function planCrowd(seed: number, draws: Draws): DayPlan {
  const isLarge = seed % EVERY_LARGE === FIRST_LARGE;
  const count = isLarge ? LARGE.accounts : Math.round(draws.spread(100, 400));
  const lengthMs = isLarge ? LARGE.lengthMs : 40 * MINUTE_MS;
  const way = draws.pick(WAY_NAMES);
  const accounts = Array.from({ length: count }, (_, index): AccountPlan => {
    const perMinute = isLarge ? 0.002 : 0.02;
    return { id: `account-${index + 1}`, way, perMinute, oddPerHour: 0 };
  });
  return {
    seed,
    lengthMs,
    dialect: {},
    weather: { lostRequests: 0, lostReplies: 0, refusedSockets: 0, lostFrames: 0 },
    accounts,
    machines: [drawHost(draws.fork("machine"), accounts)],
    faults: [drawDisaster(draws.fork("disaster"), Math.round(lengthMs / 3))],
  };
}

function drawHost(draws: Draws, accounts: readonly AccountPlan[]): MachinePlan {
  const shareSockets = draws.chance(0.5);
  const programs = accounts.map(({ id, way }, index): StreamPlan => {
    return {
      kind: "stream",
      name: `stream-${index + 1}`,
      account: id,
      apiKey: 0,
      startsAtMs: 0,
      egress: machineName(0),
      sockets: 2,
      reader: "listener",
      signs: WAYS[way].signs,
      shareSockets: shareSockets && way === "umfutures",
    };
  });
  return { ...drawMachine(draws, 0), programs };
}

function drawDisaster(draws: Draws, atMs: number): FaultPlan {
  return draws.weigh<FaultPlan>([
    [{ kind: "outage", atMs, lengthMs: draws.whole(30_000, 90_000), who: "", size: 1 }, 50],
    [{ kind: "bothCut", atMs, lengthMs: 0, who: "", size: 0 }, 25],
    [{ kind: "killed", atMs, lengthMs: draws.whole(100, 5_000), who: machineName(0), size: 1 }, 25],
  ]);
}
