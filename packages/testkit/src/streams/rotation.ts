import { fault } from "@listenkey/simulator";
import { equal } from "../transport/assertions.ts";
import { cutAll, HOUR, MINUTE, SECOND } from "./incidents.ts";
import type { StreamPromise } from "./stream-promise.ts";
import type { StreamWatch } from "./stream-watch.ts";
import type { StreamDifferences, StreamWorld } from "./stream-world.ts";
import { allWays, oneOfEach, portfolio, usdm } from "./way.ts";

/** Sockets are replaced at an age drawn from here on. */
const FROM = 12 * HOUR;

/** Promise 10: rotation is make-before-break. */
export const rotationPromises: readonly StreamPromise[] = [
  {
    of: "10",
    title: "an event every 10 ms across a rotation arrives once, in order, without a gap",
    ways: allWays,
    async run(make) {
      for (const sockets of [1, 2] as const) {
        const world = make();
        // Chances that are all alike: the first socket is as old as can be known beforehand.
        const watch = await world.live({ sockets, random: () => 0 });
        await world.clock.advance(FROM - 2 * SECOND);
        world.traffic(10);
        await world.until("a socket is replaced", () => watch.count("rotated") > 0, 2 * MINUTE);
        await world.clock.advance(SECOND);
        equal(watch.all("rotated").map(({ event }) => event.reason)[0], "age", "the reason");
        equal(watch.gaps.length, 0, "gaps");
        equal(watch.count("interrupted"), 0, "interruptions");
        equal(watch.stream.stats().late, 0, "late events");
        await world.finish();
      }
    },
  },
  {
    of: "10",
    title: "a server that announces its end is left before it goes, with an event every 10 ms",
    ways: allWays,
    async run(make) {
      for (const sockets of [1, 2] as const) {
        const world = make();
        const watch = await world.live({ sockets });
        await world.clock.advance(10 * SECOND);
        world.traffic(10);
        await world.clock.advance(SECOND);
        world.exchange.announceShutdown({ cutAfterMs: 10 * MINUTE });
        await world.clock.advance(12 * SECOND);
        equal(
          watch.all("rotated").map(({ event }) => event.reason),
          Array(sockets).fill("shutdown"),
          "rotations",
        );
        equal(watch.gaps.length, 0, "gaps");
        await world.finish();
      }
    },
  },
  {
    of: "10",
    title: "a quiet socket is replaced, too, and the old one is closed",
    ways: allWays,
    async run(make) {
      const world = make();
      const watch = await world.live();
      await world.clock.advance(20.1 * HOUR);
      equal(watch.count("rotated"), 2, "rotations");
      equal(world.egress.sockets, 2, "sockets");
      world.emit();
      await world.finish();
    },
  },
  {
    of: "10",
    title: "a rotation that fails keeps the old socket, and is tried again",
    ways: allWays,
    async run(make) {
      const world = make();
      const watch = await retiring(world);
      const trouble = world.exchange.faults.always({}, fault.refuseSocket());
      await world.clock.advance(5 * MINUTE);
      equal(watch.count("rotated"), 0, "rotations");
      equal(watch.count("interrupted"), 0, "interruptions");
      equal(world.egress.sockets, 2, "sockets");
      trouble.lift();
      await world.until("it is replaced", () => watch.count("rotated") === 2, 5 * MINUTE);
      await world.clock.advance(10 * SECOND);
      await world.finish();
    },
  },
  {
    of: "10",
    title: "a rotation whose new socket is never proved keeps the old one",
    ways: allWays,
    async run(make, way) {
      const world = make();
      const watch = await retiring(world);
      // A stream host has nothing to acknowledge, so it is the handshake that hangs there.
      const isKeyed = way.access === "listenKey";
      const trouble = isKeyed ? fault.hangSocket() : fault.freezeSocket();
      const armed = world.exchange.faults.always({}, trouble);
      await world.clock.advance(5 * MINUTE);
      equal(watch.count("interrupted"), 0, "interruptions");
      armed.lift();
      await world.until("it is replaced", () => watch.count("rotated") >= 2, 5 * MINUTE);
      await world.clock.advance(MINUTE);
      await world.finish();
    },
  },
  {
    of: "10",
    title: "new sockets that are half-open from the beginning lose nothing outside a gap",
    ways: [usdm, portfolio],
    async run(make) {
      const world = make();
      const watch = await retiring(world);
      const armed = world.exchange.faults.always({}, fault.freezeSocket());
      await world.clock.advance(10 * SECOND);
      equal(watch.count("interrupted"), 0, "interruptions as long as the old ones are there");
      await world.clock.advance(20 * SECOND);
      armed.lift();
      await world.clock.advance(15 * MINUTE);
      equal(watch.stream.state, "live", "the state");
      await world.finish();
    },
  },
  {
    of: "10",
    title: "a drop right after a rotation is repaired like any other",
    ways: allWays,
    async run(make) {
      for (const afterMs of [0, 5, 300]) {
        const world = make();
        const watch = await retiring(world);
        await world.until("it is replaced", () => watch.count("rotated") > 0);
        await world.clock.advance(afterMs);
        cutAll(world.exchange);
        await world.until("it is noticed", () => watch.count("interrupted") > 0, SECOND);
        await world.until("it is live", () => watch.stream.state === "live", 15 * SECOND);
        await world.clock.advance(MINUTE);
        equal(world.egress.sockets, 2, "sockets");
        await world.finish();
      }
    },
  },
  {
    of: "10",
    title: "a drop in the middle of a rotation is repaired like any other",
    ways: oneOfEach,
    async run(make) {
      for (let step = 1; step < 24; step += 2) {
        const world = make();
        const watch = await retiring(world);
        for (let count = 0; count < step; count += 1) await world.clock.step();
        cutAll(world.exchange);
        await world.clock.advance(MINUTE);
        equal(watch.stream.state, "live", `the state after a drop at step ${step}`);
        equal(world.egress.sockets, 2, "sockets");
        await world.finish();
      }
    },
  },
  {
    of: "10",
    title: "rotations that have failed do not slow down the repair of the next drop",
    ways: oneOfEach,
    async run(make) {
      const world = make();
      const watch = await retiring(world, { sockets: 1 });
      const closed = fault.closeSocket({ code: 1011, reason: "no", afterMs: 7 });
      world.exchange.faults.always({}, closed);
      await world.clock.advance(5 * MINUTE);
      equal(watch.count("rotated"), 0, "rotations");
      equal(watch.count("interrupted"), 0, "interruptions");
      world.exchange.faults.clear();
      cutAll(world.exchange);
      await world.clock.advance(SECOND);
      equal(watch.count("interrupted"), 1, "interruptions by the drop");
      equal(watch.stream.state, "live", "the state a second after the drop");
      await world.finish();
    },
  },
  {
    of: "10",
    title: "nothing is replaced for its age while the other feed is down",
    ways: oneOfEach,
    async run(make) {
      const world = make();
      const second = world.exchange.transport({ name: "second", ip: "192.0.2.9", latencyMs: 5 });
      const watch = await world.live({
        transport: [world.transport, second],
        random: () => 0.5,
      });
      await world.clock.advance(FROM + 3.5 * HOUR);
      const trouble = world.exchange.faults.always({ client: "second" }, fault.refuseSocket());
      world.exchange.sockets.find(({ client }) => client === "second")?.cut();
      // Both are due half an hour from now.
      await world.clock.advance(HOUR);
      equal(watch.count("rotated"), 0, "rotations while the other feed is down");
      equal(watch.count("interrupted"), 0, "interruptions");
      trouble.lift();
      const isReplaced = () => watch.count("rotated") === 1;
      await world.until("the older is replaced", isReplaced, 2 * MINUTE);
      await world.clock.advance(MINUTE);
      world.emit();
      await world.finish();
    },
  },
];

/** A stream with an event every 50 ms whose sockets both have to be replaced, from now on. */
async function retiring(
  world: StreamWorld,
  differences: StreamDifferences = {},
): Promise<StreamWatch> {
  const watch = await world.live(differences);
  await world.clock.advance(10 * SECOND);
  world.traffic(500);
  world.exchange.announceShutdown({ cutAfterMs: HOUR });
  return watch;
}
