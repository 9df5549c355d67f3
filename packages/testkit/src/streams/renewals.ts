import { fault, type RequestFault } from "@listenkey/simulator";
import { equal, holds } from "../transport/assertions.ts";
import { HOUR, MINUTE } from "./incidents.ts";
import type { StreamPromise } from "./stream-promise.ts";
import type { StreamWatch } from "./stream-watch.ts";
import type { StreamWorld } from "./stream-world.ts";
import { keyWays, tokenWays, usdm, type Way } from "./way.ts";

/** What can come of a renewal that has not succeeded, as far as anybody can tell. */
const failures: Readonly<Record<string, RequestFault>> = {
  "503": fault.unavailable("B"),
  "a lost answer": fault.lostReply(),
  silence: fault.hang(),
};

/** The calls over REST that renew, on one product or another. */
const RENEWALS = ["create", "extend", "token"] as const;

/** What a listen key lives. Tokens are made to live as long. */
const LIFETIME_MS = HOUR;

/** I10: what a stream rests on is renewed in time, whatever single renewals meet with. */
export const renewalPromises: readonly StreamPromise[] = [
  {
    of: "I10",
    title: "a renewal that fails is repeated: a key never has less than half of its life left",
    ways: keyWays,
    async run(make) {
      const world = make();
      const watch = await world.live();
      world.traffic(MINUTE);
      await world.clock.advance(10 * MINUTE);
      for (const call of RENEWALS) world.exchange.faults.next({ call }, fault.unavailable("B"));
      await world.clock.advance(2 * HOUR);
      const longest = Math.max(...pausesBetween(provenTimes(world)));
      holds(longest <= LIFETIME_MS / 2, `${longest} ms without a renewal are few enough`);
      judgeCalm(world, watch);
      await world.finish();
    },
  },
  ...Object.entries(failures).map(([what, failure]): StreamPromise => ({
    of: "I10",
    title: `renewals that meet with ${what} for less than half a life cost nothing`,
    ways: [usdm, ...keyWays.filter(({ name }) => name === "options"), ...tokenWays.slice(0, 1)],
    async run(make, way) {
      const world = make();
      const watch = await world.live({ lifetimeMs: LIFETIME_MS });
      world.traffic(MINUTE);
      await world.clock.advance(untilRenewal(way));
      for (const call of RENEWALS) world.exchange.faults.always({ call }, failure);
      const before = world.requests().length;
      await world.clock.advance(25 * MINUTE);
      holds(world.requests().length - before >= 10, "it is tried again and again");
      world.exchange.faults.clear();
      await world.clock.advance(2 * HOUR);
      judgeCalm(world, watch);
      await world.finish();
    },
  })),
];

/** Shortly before the first renewal may be due: keys are renewed from a quarter of their life on, tokens from half. */
function untilRenewal({ access }: Way): number {
  return LIFETIME_MS / (access === "listenKey" ? 4 : 2) - MINUTE;
}

/** When the exchange gave its word for another life of the key, and the present time. */
function provenTimes({ exchange }: StreamWorld): readonly number[] {
  const { log } = exchange;
  const words = [...log.of("keyCreated"), ...log.of("keyExtended")].map(({ at }) => at);
  return [...words.toSorted((one, other) => one - other), exchange.now()];
}

function pausesBetween(times: readonly number[]): readonly number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? 0));
}

/** The stream has gone on as if nothing had happened. */
function judgeCalm({ exchange }: StreamWorld, { stream, gaps }: StreamWatch): void {
  equal(stream.state, "live", "the state");
  equal(stream.stats().reconnects, 0, "reconnects");
  equal(gaps.length, 0, "gaps");
  holds(exchange.log.of("keyCreated").length <= 1, "no second key is made");
}
