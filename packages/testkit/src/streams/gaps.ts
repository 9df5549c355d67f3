import type { Gap } from "@listenkey/stream";
import { equal, holds } from "../transport/assertions.ts";
import { cutAll, endStream, MINUTE, SECOND } from "./incidents.ts";
import type { StreamPromise } from "./stream-promise.ts";
import type { WorldOptions } from "./stream-world.ts";
import { allWays, keyWays, oneOfEach } from "./way.ts";

/** Clocks and networks by which times are told. */
const conditions: readonly Pick<WorldOptions, "skewMs" | "drift" | "latencyMs">[] = [
  { skewMs: 700 },
  { skewMs: -700 },
  { skewMs: 90_000 },
  { skewMs: -90_000 },
  { skewMs: 250, drift: 5e-5 },
  { skewMs: -250, drift: -5e-5 },
  { latencyMs: 80 },
  { latencyMs: { min: 1, max: 120 } },
];

/** Promise 11: discontinuity is a value, and a true one. */
export const gapPromises: readonly StreamPromise[] = [
  {
    of: "11",
    title: "a gap tells the exchange's own time of what it stands for, whatever the clocks show",
    ways: oneOfEach,
    async run(make) {
      for (const condition of conditions) {
        const world = make(condition);
        const watch = await world.live();
        const traffic = world.traffic(100);
        for (let round = 0; round < 3; round += 1) {
          await world.clock.advance(5 * SECOND);
          cutAll(world.exchange);
          await world.clock.advance(2 * SECOND);
        }
        await world.clock.advance(30 * SECOND);
        traffic.stop();
        equal(watch.gaps.length, 3, "gaps");
        await world.finish();
      }
    },
  },
  {
    of: "11",
    title: "every gap stands in its place, names the item before it, and is told once",
    ways: allWays,
    async run(make) {
      const world = make();
      const watch = await world.live();
      const traffic = world.traffic(100);
      await world.clock.advance(SECOND);
      cutAll(world.exchange);
      await world.clock.advance(SECOND);
      endStream(world);
      await world.clock.advance(2 * SECOND);
      traffic.stop();
      const places = watch.items.flatMap((item, place) => (item.type === "gap" ? [place] : []));
      equal(places.length, 2, "gaps");
      for (const place of places) {
        const [before, gap] = [watch.items[place - 1], watch.items[place] as Gap];
        equal(gap.afterSeq, before?.seq, "the item before it");
      }
      equal(watch.count("interrupted"), 2, "interruptions");
      equal(watch.count("live"), 3, "lives");
      equal(watch.stream.stats().gaps, 2, "gaps in the statistics");
      await world.finish();
    },
  },
  {
    of: "11",
    title: "a quiet stream's gap begins when it was last known good, not when the loss was noticed",
    ways: allWays.filter(({ name }) => !/portfolio|risk/.test(name)),
    async run(make) {
      const world = make();
      const watch = await world.live();
      await world.clock.advance(5 * MINUTE);
      const frozenAt = world.exchange.now();
      for (const socket of world.exchange.sockets) socket.freeze();
      await world.clock.advance(3 * SECOND);
      world.emit();
      await world.until("it is live again", () => watch.gaps.length > 0, MINUTE);
      const [gap] = watch.gaps;
      holds((gap?.from ?? Infinity) <= frozenAt, "it begins before the sockets became half-open");
      holds((gap?.from ?? 0) >= frozenAt - 31 * SECOND, "and not long before");
      const [audit] = await world.finish({ bounds: { connection: 32 * SECOND } });
      equal(audit?.inGaps, 1, "events in the gap");
    },
  },
  {
    of: "11",
    title: "a key that died unnoticed makes a gap from its last proof on",
    ways: keyWays,
    async run(make, way) {
      const world = make();
      const watch = await world.live();
      await world.clock.advance(2 * MINUTE);
      world.account.keys(way.simulated).revoke();
      await world.clock.advance(MINUTE);
      world.emit();
      await world.until("it is live again", () => watch.gaps.length > 0, 30 * MINUTE);
      equal(
        watch.gaps.map(({ cause }) => cause),
        ["credential"],
        "causes",
      );
      const [audit] = await world.finish();
      equal(audit?.inGaps, 1, "events in the gap");
    },
  },
  {
    of: "I8",
    title: "provenAt is the time of the last proof, and stands still while nothing is proved",
    ways: oneOfEach,
    async run(make) {
      const world = make();
      const { stream } = await world.live();
      await world.clock.advance(10 * MINUTE);
      const fresh = stream.provenAt ?? 0;
      holds(world.clock.now() - fresh <= 21 * MINUTE, "it is as fresh as the last proof");
      world.exchange.goDown();
      await world.clock.advance(SECOND);
      const last = stream.provenAt ?? 0;
      await world.clock.advance(5 * MINUTE);
      equal(stream.provenAt, last, "the last proof during an outage");
      equal(stream.state, "interrupted", "the state");
      world.exchange.comeBack();
      await world.until("it is live", () => stream.state === "live", MINUTE);
      holds((stream.provenAt ?? 0) > last, "it is fresh again");
      world.emit();
      await world.finish();
    },
  },
];
