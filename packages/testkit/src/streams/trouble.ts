import type { Dialect } from "@listenkey/simulator";
import { incidents, MINUTE, SECOND } from "./incidents.ts";
import type { MakeWorld, StreamPromise } from "./stream-promise.ts";
import { allWays, keyWays, oneOfEach, portfolio, tokenWays, usdm, type Way } from "./way.ts";

/** A way in which exchanges differ, and where it matters. */
interface Variety {
  readonly dialect: Partial<Dialect>;
  readonly ways: readonly Way[];
}

const named = (name: string): readonly Way[] => keyWays.filter((way) => way.name === name);

/** Each part of the dialect is varied where it matters, on one product for all that behave alike. */
const varieties: readonly Variety[] = [
  { dialect: {}, ways: allWays },
  { dialect: { eventTime: "different" }, ways: oneOfEach },
  { dialect: { ids: "large" }, ways: oneOfEach },
  { dialect: { pings: "missing" }, ways: oneOfEach },
  { dialect: { secondSocket: "nothing" }, ways: [usdm, portfolio] },
  { dialect: { secondSocket: "evicts" }, ways: [usdm, portfolio] },
  { dialect: { frames: "bare" }, ways: named("options") },
  { dialect: { frames: "wrapped" }, ways: [usdm, ...named("spot by key")] },
  { dialect: { expiryTime: "string" }, ways: [usdm] },
  { dialect: { expiryNamesKey: "never" }, ways: [usdm] },
  { dialect: { expiryNotice: "twice" }, ways: [usdm, portfolio] },
  { dialect: { probes: "unanswered" }, ways: [usdm] },
  { dialect: { portfolioProbes: "answered" }, ways: [portfolio] },
  { dialect: { usdmPathForm: "silent" }, ways: [usdm] },
  { dialect: { usdmWithoutEvents: "silent" }, ways: [usdm] },
  { dialect: { usdmWithoutEvents: "expired" }, ways: [usdm] },
  { dialect: { usdmSubscribe: "silent" }, ways: [usdm] },
  { dialect: { optionsQueryForm: "silent" }, ways: named("options") },
  { dialect: { coinmKeepalive: "empty" }, ways: named("cmfutures") },
  { dialect: { riskLifetimeMs: 86_400_000 }, ways: named("margin-risk") },
  { dialect: { tokenRenewal: "newId" }, ways: tokenWays.slice(0, 1) },
  { dialect: { tokenRenewal: "active" }, ways: tokenWays.slice(0, 1) },
  { dialect: { tokenExpiryUnit: "milliseconds" }, ways: tokenWays.slice(0, 1) },
  { dialect: { subscribeParams: "any" }, ways: tokenWays.slice(0, 1) },
  { dialect: { eventsBeforeAck: true }, ways: oneOfEach.slice(1) },
];

/** I1, I2, I3, I5, I8, I11: whatever happens, and however the exchange speaks, the audit of the stream is clean. */
export const troublePromises: readonly StreamPromise[] = varieties.map(({ dialect, ways }) => ({
  of: "I1",
  title: `nothing is lost outside a gap, and nothing comes twice, on ${nameOf(dialect)}`,
  ways,
  run: (make) => liveThroughEverything(make, dialect),
}));

/** One incident after the other, each as soon as the last one is over. */
async function liveThroughEverything(make: MakeWorld, dialect: Partial<Dialect>): Promise<void> {
  const world = make({ dialect });
  const watch = await world.live();
  for (const incident of incidents) {
    const traffic = world.traffic(100);
    await world.clock.advance(5 * SECOND);
    await incident.happen(world, watch);
    await world.clock.advance(5 * SECOND);
    traffic.stop();
    await world.until(
      `it is live after ${incident.what}`,
      () => watch.stream.state === "live",
      MINUTE,
    );
    await world.clock.advance(MINUTE);
  }
  await world.finish();
}

function nameOf(dialect: Partial<Dialect>): string {
  const [entry] = Object.entries(dialect);
  return entry === undefined ? "the exchange as documented" : `an exchange of ${entry.join(": ")}`;
}
