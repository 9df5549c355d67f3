import { fault } from "@listenkey/simulator";
import { equal, holds } from "../transport/assertions.ts";
import { cutAll, MINUTE, SECOND } from "./incidents.ts";
import type { StreamPromise } from "./stream-promise.ts";
import type { StreamWatch } from "./stream-watch.ts";
import type { StreamWorld } from "./stream-world.ts";
import { allWays, keyWays, oneOfEach } from "./way.ts";

const LATENCY_MS = 5;

/** How much later than without trouble an event may be delivered. */
const HOLD_MS = 50;

/** Promises 10 and 11 and I1 to I3 for what happens to single sockets. */
export const redundancyPromises: readonly StreamPromise[] = [
  {
    of: "I1",
    title:
      "one of two sockets is cut: nothing is lost, nothing makes a gap, nothing comes 50 ms late",
    ways: allWays,
    async run(make) {
      for (const which of [0, -1]) {
        const world = make({ latencyMs: LATENCY_MS });
        const watch = await world.live();
        world.traffic(10);
        for (let round = 0; round < 3; round += 1) {
          await world.clock.advance(2_997);
          world.exchange.sockets.at(which)?.cut();
          await world.clock.advance(SECOND);
        }
        equal(watch.gaps.length, 0, "gaps");
        equal(watch.count("interrupted"), 0, "interruptions");
        await world.finish();
        holds(latestDelay(world, watch) <= HOLD_MS, `nothing is over ${HOLD_MS} ms late`);
      }
    },
  },
  {
    of: "I1",
    title: "one of two sockets becomes half-open: nothing is lost, and nothing comes 50 ms late",
    ways: allWays,
    async run(make) {
      for (const which of [0, -1]) {
        const world = make({ latencyMs: LATENCY_MS });
        const watch = await world.live();
        world.traffic(20);
        await world.clock.advance(2 * SECOND);
        world.exchange.sockets.at(which)?.freeze();
        await world.clock.advance(5 * SECOND);
        equal(watch.gaps.length, 0, "gaps");
        await world.finish();
        holds(latestDelay(world, watch) <= HOLD_MS, `nothing is over ${HOLD_MS} ms late`);
      }
    },
  },
  {
    of: "I1",
    title:
      "both sockets are cut: the first dial comes within 250 ms, and one gap stands in its place",
    ways: allWays,
    async run(make) {
      const world = make();
      const watch = await world.live();
      const traffic = world.traffic(10);
      await world.clock.advance(SECOND);
      const dials = world.egress.departures("dial").length;
      const cutAt = world.clock.monotonic();
      cutAll(world.exchange);
      await world.clock.advance(2 * SECOND);
      traffic.stop();
      const [first] = world.egress.departures("dial").slice(dials);
      holds((first?.at ?? Infinity) - cutAt <= 250 + LATENCY_MS, "the first dial is soon");
      equal(
        watch.gaps.map(({ cause }) => cause),
        ["connection"],
        "gaps",
      );
      equal(watch.stream.state, "live", "the state");
      const [audit] = await world.finish();
      holds((audit?.inGaps ?? 0) > 0, "events lie in the gap");
    },
  },
  {
    of: "I1",
    title:
      "the leading feed silently loses one event: it is delivered late, and the feed is replaced",
    ways: allWays,
    async run(make) {
      for (const ms of [10, 200, 2_000]) {
        const world = make();
        const watch = await world.live();
        const traffic = world.traffic(ms);
        await world.clock.advance(8 * SECOND + 1);
        const socket = world.exchange.sockets[0]?.id ?? 0;
        world.exchange.faults.next({ socket, event: world.way.event }, fault.dropFrame());
        await world.clock.advance(20 * SECOND);
        traffic.stop();
        equal(watch.gaps.length, 0, "gaps");
        equal(watch.count("feedReplaced"), 1, "feeds replaced");
        const [audit] = await world.finish();
        equal(audit?.untold, 0, "events that nobody could know of");
      }
    },
  },
  {
    of: "I1",
    title: "two feeds with different lag bring one stream, whichever is cut",
    ways: oneOfEach,
    async run(make) {
      for (const [first, second] of [
        [0, 300],
        [300, 0],
        [40, 1_000],
      ] as const) {
        const world = make();
        world.exchange.faults.next({}, fault.laggingSocket(first));
        world.exchange.faults.next({}, fault.laggingSocket(second));
        const watch = await world.live();
        world.traffic(20);
        await world.clock.advance(3 * SECOND);
        world.exchange.sockets[0]?.cut();
        await world.clock.advance(5 * SECOND);
        equal(watch.count("feedReplaced"), 0, "feeds replaced");
        await world.finish({ drainMs: 5 * SECOND });
      }
    },
  },
  {
    of: "I2",
    title: "frames that come twice are delivered once, and alike events as often as they were",
    ways: oneOfEach,
    async run(make, way) {
      const world = make();
      const watch = await world.live();
      const twins = { e: way.event, E: world.exchange.now(), T: 1 };
      for (let count = 0; count < 7; count += 1) {
        world.account.emit(way.simulated, twins);
        await world.clock.advance(count * 10);
      }
      await world.clock.advance(MINUTE);
      equal(watch.items.length, 7, "items");
      await world.finish();
    },
  },
  {
    of: "I1",
    title:
      "a feed that lacks events again and again is given up, and the stream says that it has one only",
    ways: oneOfEach,
    async run(make) {
      const world = make();
      const watch = await world.live();
      const traffic = world.traffic(100);
      for (let round = 0; round < 3; round += 1) {
        await world.clock.advance(3 * SECOND);
        const socket = world.exchange.sockets[0]?.id ?? 0;
        if (world.exchange.sockets.length < 2) break;
        world.exchange.faults.next({ socket, event: world.way.event }, fault.dropFrame());
        await world.clock.advance(20 * SECOND);
      }
      traffic.stop();
      equal(
        watch.all("redundancyLost").map(({ event }) => event.reason),
        ["lacking"],
        "words",
      );
      equal(world.egress.sockets, 1, "sockets");
      await world.finish();
    },
  },
  {
    of: "I1",
    title: "a stream with one socket makes a gap of every cut, and of nothing else",
    ways: [...keyWays.slice(0, 1), ...oneOfEach.slice(1)],
    async run(make) {
      const world = make();
      const watch = await world.live({ sockets: 1 });
      world.traffic(500);
      for (let round = 0; round < 3; round += 1) {
        await world.clock.advance(10 * SECOND);
        equal(world.egress.sockets, 1, "sockets");
        cutAll(world.exchange);
      }
      await world.clock.advance(10 * SECOND);
      equal(watch.gaps.length, 3, "gaps");
      await world.finish();
    },
  },
];

/** How much later than it had arrived, on a socket that nothing had happened to, an event was delivered at most. */
function latestDelay(world: StreamWorld, { items, timeOf }: StreamWatch): number {
  const arrivals = new Map(world.produced().map(({ text, at }) => [text, at + LATENCY_MS]));
  const startedAt = world.clock.now() - world.clock.monotonic();
  const delays = (items as readonly { type: string; raw?: string }[]).map((item, place) => {
    if (item.type === "gap") return 0;
    return startedAt + timeOf(place) - (arrivals.get(item.raw ?? "") ?? Number.NaN);
  });
  return Math.max(...delays);
}
