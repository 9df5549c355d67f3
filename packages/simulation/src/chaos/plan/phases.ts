import { seededRandom } from "@listenkey/core/testing";
import type { ChaosAccount, ChaosClient, ChaosPhase } from "./chaos-plan.ts";
import { drawDeeds } from "./draw-deeds.ts";

/** How much everybody has of what a phase is not about. */
const COMMON = { apiKey: 0, sockets: 2, reader: "listener", transport: "node-http" } as const;

/** How long the processes are left alone at the end of a phase, in real milliseconds: time to recover. */
const CALM_MS = 9_000;

/** When the first thing may be done, in real milliseconds: by then everybody is live. */
const BEGIN_MS = 3_000;

/** The shortest load in which there is time for each kind of deed, in real milliseconds. */
export const SHORTEST_LOAD_MS = 35_000;

/** How long the phase of whole key lives takes, in real milliseconds; see {@link SLEEP_MS}. */
const LIFETIME_MS = 84_000;

/** A key lives for 60 minutes, which are 60 seconds there. */
const SLEEP_MS = 64_000;

/**
 * Many events, and much that goes wrong: every account has 1,000 events in a real second.
 *
 * @param lengthMs How long it takes, in real milliseconds.
 */
export function loadPhase(seed: number, lengthMs: number): ChaosPhase {
  const random = seededRandom(seed, "load");
  const accounts: readonly ChaosAccount[] = [
    { id: "alice", way: "umfutures" },
    { id: "bob", way: "spot by signature" },
    { id: "carol", way: "margin-cross by token" },
  ];
  const skewMs = (): number => Math.round((2 * random() - 1) * 800);
  const clients: readonly ChaosClient[] = [
    { ...COMMON, name: "usdm-1", account: "alice", skewMs: skewMs() },
    // The same listen key, by another API key of the account, in another process.
    {
      ...COMMON,
      name: "usdm-2",
      account: "alice",
      skewMs: skewMs(),
      apiKey: 1,
      transport: "fetch",
    },
    { ...COMMON, name: "spot-1", account: "bob", skewMs: skewMs() },
    { ...COMMON, name: "spot-2", account: "bob", skewMs: skewMs(), sockets: 1, reader: "prompt" },
    { ...COMMON, name: "margin-1", account: "carol", skewMs: skewMs(), reader: "prompt" },
  ];
  const deeds = drawDeeds(
    {
      clients: clients.map(({ name }) => name),
      span: [BEGIN_MS, lengthMs - CALM_MS],
      lengths: {
        kill: [200, 2_000],
        stop: [300, 6_000],
        cutOff: [300, 3_000],
        unplug: [500, 4_000],
      },
      rest: [4_000, 10_000],
    },
    random,
  );
  return {
    name: "load",
    scale: 4,
    lengthMs,
    eventsPerSecond: 1_000,
    dialect: {},
    accounts,
    clients,
    deeds,
  };
}

/** Whole lives of listen keys: one client sleeps for longer than its key lives, others for shorter. */
export function lifetimePhase(seed: number): ChaosPhase {
  const random = seededRandom(seed, "lifetime");
  const accounts: readonly ChaosAccount[] = [
    { id: "dave", way: "umfutures" },
    { id: "erin", way: "umfutures" },
    { id: "frank", way: "spot by signature" },
    { id: "grace", way: "margin-cross by token" },
  ];
  const clients: readonly ChaosClient[] = [
    { ...COMMON, name: "sleeper", account: "dave", skewMs: 0 },
    { ...COMMON, name: "usdm-3", account: "erin", skewMs: 0 },
    { ...COMMON, name: "spot-3", account: "frank", skewMs: 0 },
    { ...COMMON, name: "margin-2", account: "grace", skewMs: 0, reader: "prompt" },
  ];
  const drawn = drawDeeds(
    {
      clients: clients.map(({ name }) => name).filter((name) => name !== "sleeper"),
      span: [BEGIN_MS, LIFETIME_MS - CALM_MS],
      lengths: {
        kill: [200, 2_000],
        stop: [1_000, 20_000],
        cutOff: [300, 2_000],
        unplug: [500, 3_000],
      },
      rest: [6_000, 15_000],
    },
    random,
  );
  const sleep = {
    kind: "stop",
    who: "sleeper",
    atMs: BEGIN_MS + 1_000,
    lengthMs: SLEEP_MS,
  } as const;
  return {
    name: "lifetime",
    scale: 60,
    lengthMs: LIFETIME_MS,
    eventsPerSecond: 100,
    dialect: {},
    accounts,
    clients,
    deeds: [...drawn, sleep].toSorted((a, b) => a.atMs - b.atMs),
  };
}

/** An hour of one client, which keeps nothing. */
export function soakPhase(): ChaosPhase {
  return {
    name: "soak",
    scale: 60,
    lengthMs: 60_000,
    eventsPerSecond: 1_000,
    dialect: {},
    accounts: [{ id: "heidi", way: "umfutures" }],
    clients: [{ ...COMMON, name: "soaker", account: "heidi", skewMs: 0 }],
    deeds: [],
  };
}
