import { equal, holds } from "../transport/assertions.ts";
import { HOUR, MINUTE, SECOND } from "./incidents.ts";
import type { StreamPromise } from "./stream-promise.ts";
import { spotSigned, tokenWays } from "./way.ts";

/** What is peculiar to listen tokens and signatures. */
export const tokenPromises: readonly StreamPromise[] = [
  ...(["sameId", "newId", "active"] as const).map((tokenRenewal): StreamPromise => ({
    of: "2",
    title: `tokens are renewed long before they end, without a gap, where a renewal is answered by ${tokenRenewal}`,
    ways: tokenWays,
    async run(make) {
      for (const tokenExpiryUnit of ["microseconds", "milliseconds"] as const) {
        const world = make({ dialect: { tokenRenewal, tokenExpiryUnit } });
        const watch = await world.live({ lifetimeMs: 2 * HOUR });
        world.traffic(MINUTE);
        await world.clock.advance(9 * HOUR);
        equal(watch.gaps.length, 0, "gaps");
        equal(watch.count("interrupted"), 0, "interruptions");
        const ended = world.exchange.log.of("unsubscribed").filter(({ by }) => by === "time");
        equal(ended.length, 0, "subscriptions that ran out");
        holds(world.exchange.log.of("tokenCreated").length >= 8, "tokens were renewed");
        await world.finish();
      }
    },
  })),
  {
    of: "2",
    title: "tokens of a day are renewed, too",
    ways: tokenWays.slice(0, 1),
    async run(make) {
      const world = make();
      const watch = await world.live();
      world.traffic(10 * MINUTE);
      await world.clock.advance(30 * HOUR);
      equal(watch.gaps.length, 0, "gaps");
      equal(watch.count("interrupted"), 0, "interruptions");
      await world.finish();
    },
  },
  {
    of: "3",
    title: "events that come before the acknowledgement are delivered, once",
    ways: [...tokenWays.slice(0, 1), spotSigned],
    async run(make) {
      const world = make({ dialect: { eventsBeforeAck: true } });
      const traffic = world.traffic(10);
      const watch = await world.live();
      const [first] = world.exchange.log.of("subscribed");
      await world.clock.advance(SECOND);
      world.exchange.announceShutdown({ cutAfterMs: 20 * SECOND });
      await world.clock.advance(25 * SECOND);
      traffic.stop();
      await world.clock.advance(SECOND);
      const early = world.produced().filter(({ at }) => at > (first?.at ?? 0));
      const texts = new Set(watch.items.map((item) => ("raw" in item ? item.raw : "")));
      const missed = early.filter(({ text }) => !texts.has(text));
      equal(missed.length, 0, "events after the subscription that were not delivered");
      await world.finish();
    },
  },
  {
    of: "2",
    title: "a clock that is wrong is corrected, and costs a stream nothing",
    ways: [spotSigned],
    async run(make) {
      for (const skewMs of [20_000, -20_000, 3_600_000]) {
        const world = make({ skewMs });
        const watch = await world.live();
        holds(world.exchange.log.of("wsRequest").length <= 8, "it takes few requests");
        world.emit();
        await world.clock.advance(SECOND);
        equal(watch.items.length, 1, "items");
        await world.finish();
      }
    },
  },
];
