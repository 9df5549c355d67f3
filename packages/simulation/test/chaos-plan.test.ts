import { seededRandom } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import type { ChaosDeed, ChaosPhase } from "../src/chaos/plan/chaos-plan.ts";
import { drawDeeds } from "../src/chaos/plan/draw-deeds.ts";
import { lifetimePhase, loadPhase, SHORTEST_LOAD_MS, soakPhase } from "../src/chaos/plan/phases.ts";

const SEEDS = Array.from({ length: 50 }, (_, seed) => seed);

function endOf({ atMs, lengthMs }: ChaosDeed): number {
  return atMs + lengthMs;
}

function perWho(deeds: readonly ChaosDeed[]): readonly (readonly ChaosDeed[])[] {
  const names = new Set(deeds.map(({ who }) => who));
  return [...names].map((name) => deeds.filter(({ who }) => who === name));
}

const phases: readonly (readonly [string, (seed: number) => ChaosPhase])[] = [
  ["load", (seed) => loadPhase(seed, 60_000)],
  ["lifetime", lifetimePhase],
];

test.each(phases)("%s: nothing is done to a process while something is", (_, phaseOf) => {
  for (const seed of SEEDS) {
    for (const deeds of perWho(phaseOf(seed).deeds)) {
      deeds.slice(1).forEach((deed, index) => {
        expect(deed.atMs).toBeGreaterThan(endOf(deeds[index] as ChaosDeed));
      });
    }
  }
});

test.each(phases)("%s: everything is over in time to recover", (_, phaseOf) => {
  for (const seed of SEEDS) {
    const { deeds, lengthMs } = phaseOf(seed);
    for (const deed of deeds) expect(endOf(deed)).toBeLessThanOrEqual(lengthMs - 9_000);
  }
});

const shortest = phases.with(0, ["load", (seed) => loadPhase(seed, SHORTEST_LOAD_MS)]);

test.each(shortest)(
  "%s: everything that can be done is done, however short it is",
  (_, phaseOf) => {
    for (const seed of SEEDS) {
      const kinds = new Set(phaseOf(seed).deeds.map(({ kind }) => kind));
      expect(kinds).toEqual(new Set(["kill", "stop", "cutOff", "unplug"]));
    }
  },
);

test.each(phases)("%s: the same seed draws the same deeds, another one others", (_, phaseOf) => {
  expect(phaseOf(7)).toEqual(phaseOf(7));
  expect(phaseOf(7).deeds).not.toEqual(phaseOf(8).deeds);
});

test.each([...phases, ["soak", soakPhase] as const])(
  "%s: every client has an account, and every account a client; no clock runs faster than ×60",
  (_, phaseOf) => {
    const { accounts, clients, scale } = phaseOf(1);
    expect(new Set(clients.map(({ account }) => account))).toEqual(
      new Set(accounts.map(({ id }) => id)),
    );
    expect(new Set(clients.map(({ name }) => name)).size).toBe(clients.length);
    expect(scale).toBeLessThanOrEqual(60);
  },
);

test("a client sleeps for longer than its key lives, and nobody renews it for it", () => {
  const { deeds, clients, scale } = lifetimePhase(1);
  const sleeps = deeds.filter(({ lengthMs }) => lengthMs * scale > 3_600_000);
  expect(sleeps).toMatchObject([{ kind: "stop", who: "sleeper" }]);
  const sleeper = clients.find(({ name }) => name === "sleeper");
  expect(clients.filter(({ account }) => account === sleeper?.account)).toHaveLength(1);
});

test("under load every account has a thousand events in a real second", () => {
  expect(loadPhase(1, 60_000).eventsPerSecond).toBe(1_000);
});

test("of two kinds one is not drawn again before the other", () => {
  const deeds = drawDeeds(
    {
      clients: ["one"],
      span: [0, 100_000],
      lengths: { kill: [10, 20], stop: [10, 20], cutOff: [10, 20], unplug: [10, 20] },
      rest: [100, 200],
    },
    seededRandom(1, "test"),
  ).filter(({ who }) => who === "one");
  expect(deeds.length).toBeGreaterThan(100);
  for (let index = 0; index + 1 < deeds.length; index += 2) {
    expect(new Set([deeds[index]?.kind, deeds[index + 1]?.kind]).size).toBe(2);
  }
});
