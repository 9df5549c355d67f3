import { expect, test } from "vitest";
import { play, type ModelFeed, type Produced } from "./model-exchange.fixture.ts";
import { judgeAlways, newTally } from "./verdict.fixture.ts";

/** Found by search, one in tens of thousands: three feeds that all have just begun, and texts that repeat. */
const rarities: readonly {
  readonly title: string;
  readonly events: readonly (readonly [at: number, type: string, content: string])[];
  /** When each feed joins, begins and is live, and how long each event takes on it. */
  readonly feeds: readonly {
    readonly at: readonly [number, number, number];
    readonly lags: readonly number[];
  }[];
}[] = [
  {
    title: "the fastest took over, and the others had still to bring what was before it",
    events: [
      [100, "ACCOUNT", "Y"],
      [180, "ORDER", "X"],
      [190, "ORDER", "X"],
      [190, "ACCOUNT", "X"],
      [200, "ACCOUNT", "Y"],
      [230, "ORDER", "X"],
      [231, "ORDER", "X"],
      [311, "ACCOUNT", "X"],
      [311, "ACCOUNT", "X"],
    ],
    feeds: [
      { at: [166, 190.5, 190.5], lags: [] },
      { at: [74, 100.5, 100.5], lags: [60, 60, 60, 60, 60, 60, 60, 60, 60] },
      { at: [0, 0.5, 0.5], lags: [60, 60, 60, 60, 60, 60, 60, 60, 60] },
    ],
  },
  {
    title: "one had begun before the leader, and what it alone had was delivered late",
    events: [
      [100, "ACCOUNT", "Y"],
      [100, "ACCOUNT", "Y"],
      [100, "ORDER", "X"],
      [180, "ORDER", "X"],
      [180, "ACCOUNT", "Y"],
      [180, "ORDER", "X"],
      [210, "ORDER", "X"],
      [210, "ACCOUNT", "X"],
    ],
    feeds: [
      { at: [97, 100.5, 100.5], lags: [0, 10, 20, 5, 15, 0, 10, 20] },
      { at: [59, 82, 100.5], lags: [] },
      { at: [86, 100.5, 100.5], lags: [40, 40, 0, 0, 40, 0, 0, 40] },
    ],
  },
];

test.each(rarities)("nothing is lost or doubled, and nobody accused, where $title", (rarity) => {
  const events = rarity.events.map(([at, type, content]): Produced => ({ at, type, content }));
  const feeds = rarity.feeds.map(({ at: [joinsAt, beginsAt, livesAt], lags }): ModelFeed => ({
    joinsAt,
    beginsAt,
    livesAt,
    lags,
    leavesAt: Infinity,
    misses: undefined,
    sendTime: 0,
  }));
  const scenario = { ordered: true, events, feeds, wakesLateMs: 0, replacesAfterMs: 0 };
  const outcome = play(scenario);
  const tally = newTally();
  judgeAlways({ scenario, outcome, tally });
  expect(tally.once).toBeGreaterThan(0);
  expect(outcome.reports).toEqual([]);
});
