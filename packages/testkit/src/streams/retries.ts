import { fault } from "@listenkey/simulator";
import { equal, holds } from "../transport/assertions.ts";
import { cutAll, MINUTE, SECOND } from "./incidents.ts";
import type { StreamPromise } from "./stream-promise.ts";
import type { StreamWorld } from "./stream-world.ts";
import { allWays, keyWays, oneOfEach, spotSigned, tokenWays } from "./way.ts";

/** Promise 6: retries are bounded, and bans are obeyed. */
export const retryPromises: readonly StreamPromise[] = [
  {
    of: "6",
    title:
      "refused for a minute, an account makes at most twelve dials and twelve POSTs in it over both feeds",
    ways: allWays,
    async run(make) {
      for (const isFirst of [true, false]) {
        const world = make();
        if (isFirst) world.exchange.goDown();
        const watch = isFirst ? world.open() : await world.live();
        world.exchange.goDown();
        await world.clock.advance(10 * MINUTE);
        holds(world.egress.mostWithin(MINUTE, "dial") <= 12, "twelve dials a minute");
        holds(world.egress.mostWithin(MINUTE, "POST") <= 12, "twelve POSTs a minute");
        const attempts = world.egress.departures().length;
        holds(attempts >= 20, "it goes on trying");
        world.exchange.comeBack();
        await world.until("it is live", () => watch.stream.state === "live", MINUTE);
        world.emit();
        await world.finish();
      }
    },
  },
  {
    of: "6",
    title: "sockets that open and are closed again at once are no reason to hurry",
    ways: oneOfEach,
    async run(make) {
      for (const afterMs of [0, 30, 300]) {
        const world = make();
        world.exchange.faults.always({}, fault.closeSocket({ code: 1011, reason: "no", afterMs }));
        const watch = world.open();
        await world.clock.advance(5 * MINUTE);
        holds(world.egress.mostWithin(MINUTE, "dial") <= 12, "twelve dials a minute");
        world.exchange.faults.clear();
        cutAll(world.exchange);
        await world.until("it is live", () => watch.stream.state === "live", 2 * MINUTE);
        await world.clock.advance(2 * MINUTE);
        world.emit();
        await world.finish();
      }
    },
  },
  {
    of: "6",
    title:
      "clients that lost the exchange in the same moment come back at different times, try after try",
    ways: oneOfEach,
    async run(make) {
      const tries: number[][] = [[], [], [], []];
      for (let seed = 1; seed <= 8; seed += 1) {
        const world = make({ seed });
        await world.live({ sockets: 1 });
        const lostAt = world.clock.monotonic();
        world.exchange.goDown();
        await world.clock.advance(20 * SECOND);
        const dials = world.egress.departures("dial").slice(1);
        for (const [place, times] of tries.entries()) times.push((dials[place]?.at ?? 0) - lostAt);
        world.exchange.comeBack();
        await world.finish({ mayFind: ["nothingChecked"] });
      }
      for (const times of tries) {
        const spread = times.map((at) => Math.round(at));
        holds(new Set(spread).size >= 6, `dials are spread: ${spread.join(", ")}`);
        holds(Math.max(...spread) - Math.min(...spread) > 60, "and not by a hair");
      }
      const [first = []] = tries;
      const pauses = (tries[2] ?? []).map((at, place) => at - (tries[1]?.[place] ?? 0));
      holds(new Set(pauses.map((ms) => Math.round(ms))).size >= 6, "pauses are drawn, too");
      holds(Math.max(...first) <= 250 + 5, "the first dial is soon");
    },
  },
  ...(["create", "token", "subscribe"] as const).map((call): StreamPromise => ({
    of: "6",
    title: `429 and 418 on ${call}: nothing is drawn from that pool before its release, and the time is shown`,
    ways: { create: keyWays, token: tokenWays, subscribe: [...tokenWays, spotSigned] }[call],
    async run(make) {
      for (const isBan of [false, true]) {
        const world = make();
        const until = world.exchange.now() + 90 * SECOND;
        const refusal = isBan ? fault.banned({ until }) : fault.tooManyRequests({ until });
        world.exchange.faults.next({ call }, refusal);
        const watch = world.open();
        await world.clock.advance(SECOND);
        const before = askedFor(world, call);
        holds((watch.stream.blockedUntil ?? 0) >= until, "the release is shown");
        await world.clock.advance(88 * SECOND);
        equal(askedFor(world, call), before, "requests before the release");
        equal(watch.stream.state, "opening", "the state");
        await world.until("it is live", () => watch.stream.state === "live", 3 * MINUTE);
        equal(watch.stream.blockedUntil, undefined, "the release afterwards");
        world.emit();
        await world.finish();
      }
    },
  })),
  {
    of: "6",
    title: "429 and 418 at the handshake: nobody dials before the release, and the time is shown",
    ways: allWays,
    async run(make) {
      for (const status of [429, 418]) {
        const world = make();
        const body = JSON.stringify({ code: -1003, msg: "Too many requests." });
        world.exchange.faults.next({}, fault.rejectSocket(status, body));
        const watch = world.open();
        await world.clock.advance(5 * SECOND);
        const dials = world.egress.departures("dial").length;
        holds((watch.stream.blockedUntil ?? 0) > world.clock.now(), "the release is shown");
        await world.clock.advance(110 * SECOND);
        equal(world.egress.departures("dial").length, dials, "dials before the release");
        await world.until("it is live", () => watch.stream.state === "live", 4 * MINUTE);
        world.emit();
        await world.finish();
      }
    },
  },
  {
    of: "6",
    title: "a ban in mid-life costs nothing as long as the sockets live",
    ways: allWays,
    async run(make) {
      const world = make();
      const watch = await world.live();
      world.traffic(5 * SECOND);
      const pools = ["api", "fapi", "eapi", "papi", "sapi-ip"] as const;
      for (const pool of pools) world.exchange.ban(pool, { who: "192.0.2.1", ms: 20 * MINUTE });
      await world.clock.advance(25 * MINUTE);
      equal(watch.gaps.length, 0, "gaps");
      equal(watch.count("interrupted"), 0, "interruptions");
      await world.finish();
    },
  },
];

/** What was asked of the pool that a call draws from; probes of a connection draw nothing. */
function askedFor({ exchange: { log } }: StreamWorld, call: string): number {
  if (call !== "subscribe") return log.of("request").length;
  return log.of("wsRequest").filter((request) => request.call !== "ping").length;
}
