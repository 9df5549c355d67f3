import type { Dialect } from "@listenkey/simulator";
import { equal, holds } from "../transport/assertions.ts";
import { HOUR, MINUTE, SECOND } from "./incidents.ts";
import type { StreamPromise } from "./stream-promise.ts";
import { allWays, oneOfEach, usdm, type Way } from "./way.ts";

/** How a server may show that it lives, and whether the client can see it. */
const signs: readonly { readonly dialect: Partial<Dialect>; readonly seesPings: boolean }[] = [
  { dialect: {}, seesPings: true },
  { dialect: {}, seesPings: false },
  { dialect: { probes: "unanswered", portfolioProbes: "unanswered" }, seesPings: true },
  { dialect: { probes: "unanswered", portfolioProbes: "unanswered" }, seesPings: false },
  {
    dialect: { probes: "answered", portfolioProbes: "answered", pings: "missing" },
    seesPings: true,
  },
];

/** Promise 9: half-open sockets are found, and quiet ones are left alone. */
export const livenessPromises: readonly StreamPromise[] = [
  {
    of: "9",
    title:
      "a half-open socket is found within the bound that the stream states, whatever shows its life",
    ways: allWays,
    async run(make) {
      for (const { dialect, seesPings } of signs) {
        const isSeen = seesPings && dialect.pings !== "missing";
        const world = make({ dialect, seesPings });
        const watch = await world.live();
        await world.clock.advance(17 * MINUTE + 13 * SECOND);
        const bound = watch.stream.stats().livenessBoundMs ?? Infinity;
        const dials = world.egress.departures("dial").length;
        const isProvable = isSeen || bound <= 30 * SECOND;
        world.exchange.sockets[0]?.freeze();
        await world.clock.advance(bound);
        holds(
          world.egress.departures("dial").length > dials,
          `it is replaced within ${bound} ms (pings ${isSeen ? "seen" : "unseen"})`,
        );
        equal(watch.count("interrupted"), 0, "interruptions");
        if (isProvable) equal(watch.count("rotated"), 0, "rotations");
        world.emit();
        await world.finish({ drainMs: 2 * MINUTE, mayFind: ["gapUnjustified"] });
      }
    },
  },
  {
    of: "9",
    title: "where probes are answered the bound is 30 s, and both sockets half-open make one gap",
    ways: allWays.filter(({ name }) => !/portfolio|risk/.test(name)),
    async run(make) {
      const world = make({ seesPings: false });
      const watch = await world.live();
      await world.clock.advance(5 * MINUTE);
      equal(watch.stream.stats().livenessBoundMs, 30 * SECOND, "the bound");
      const traffic = world.traffic(SECOND);
      for (const socket of world.exchange.sockets) socket.freeze();
      await world.clock.advance(30 * SECOND);
      equal(watch.count("interrupted"), 1, "interruptions");
      await world.clock.advance(5 * SECOND);
      traffic.stop();
      equal(watch.gaps.length, 1, "gaps");
      await world.finish();
    },
  },
  {
    of: "9",
    title: "a healthy quiet stream of a day raises no false alarm",
    ways: allWays,
    async run(make, way) {
      for (const { dialect, seesPings } of signsFor(way)) {
        const world = make({ dialect, seesPings });
        const watch = await world.live();
        await world.clock.advance(24 * HOUR);
        const words = new Set(watch.heard.map(({ name }) => name));
        equal([...words].toSorted(), ["live", "rotated"], "words of the day");
        const isMute = !seesPings && (watch.stream.stats().livenessBoundMs ?? 0) > 30 * SECOND;
        const reasons = new Set(watch.all("rotated").map(({ event }) => event.reason));
        // Nothing at all comes on such a socket, so another one is opened before it is closed.
        equal([...reasons], [isMute ? "unproven" : "age"], "reasons of rotations");
        equal(watch.stream.stats().reconnects, 0, "reconnects");
        equal(watch.gaps.length, 0, "gaps");
        world.emit();
        await world.finish();
      }
    },
  },
  {
    of: "9",
    title: "a server that answers nothing any more, but goes on with its events, is no dead one",
    ways: oneOfEach,
    async run(make) {
      const world = make();
      const watch = await world.live();
      await world.clock.advance(MINUTE);
      world.exchange.sockets[0]?.deafen();
      world.traffic(SECOND);
      await world.clock.advance(5 * MINUTE);
      equal(watch.stream.stats().reconnects, 0, "reconnects");
      await world.finish();
    },
  },
  {
    of: "9",
    title: "after a sleep every connection is asked at once, and what died in it is found",
    ways: [usdm, ...oneOfEach.slice(1)],
    async run(make) {
      const world = make();
      const watch = await world.live();
      await world.clock.advance(MINUTE);
      for (const socket of world.exchange.sockets) socket.freeze();
      world.sleep(5 * MINUTE);
      await world.clock.advance(20 * SECOND);
      holds(watch.count("interrupted") === 1, "the interruption is noticed");
      await world.until("it is live", () => watch.stream.state === "live", MINUTE);
      await world.finish({ bounds: { connection: 6 * MINUTE } });
    },
  },
  {
    of: "9",
    title: "a clock that is set ends nothing that lives",
    ways: oneOfEach,
    async run(make) {
      for (const ms of [HOUR / 2, -HOUR]) {
        const world = make();
        const watch = await world.live();
        await world.clock.advance(MINUTE);
        world.clock.jump(ms);
        await world.clock.advance(MINUTE);
        equal(watch.stream.stats().reconnects, 0, `reconnects after ${ms}`);
        world.emit();
        await world.finish({ mayFind: ["nothingChecked"] });
      }
    },
  },
];

/** A day costs much time to live through: each way has that of a browser, and one has that of a mute server. */
function signsFor({ name }: Way): typeof signs {
  if (name === "umfutures") return signs.slice(1, 4);
  // Every eighty seconds another socket would be opened.
  return name === "margin-risk" ? signs.slice(0, 1) : signs.slice(1, 2);
}
