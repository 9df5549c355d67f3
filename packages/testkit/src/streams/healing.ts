import type { ListenKeyProduct } from "@listenkey/core";
import { fault, type Dialect } from "@listenkey/simulator";
import { equal, holds } from "../transport/assertions.ts";
import { endStream, MINUTE, SECOND } from "./incidents.ts";
import type { StreamPromise } from "./stream-promise.ts";
import type { StreamWorld } from "./stream-world.ts";
import { allWays, keyWays, usdm, type Way } from "./way.ts";

/** One second, and a round trip of everything that has to be asked: key, handshake, subscription, proof. */
const HEALED_WITHIN_MS = SECOND + 4 * 10;

/** The words of the exchange about the end of a listen key, in every form they come in. */
const words: readonly Partial<Dialect>[] = [
  {},
  { expiryNotice: "twice" },
  { expiryTime: "string" },
  { expiryTime: "string", expiryNotice: "twice", expiryNamesKey: "never" },
];

/** Promise 2: expiry heals itself. */
export const healingPromises: readonly StreamPromise[] = [
  {
    of: "2",
    title: "what the exchange ends is back within a second, whatever it says, and costs one gap",
    ways: allWays,
    async run(make, way) {
      for (const dialect of way === usdm ? words : words.slice(1, 2)) {
        const world = make({ dialect });
        const watch = await world.live();
        const traffic = world.traffic(50);
        await world.clock.advance(2 * SECOND);
        const made = madeIn(world);
        endStream(world);
        await world.clock.advance(HEALED_WITHIN_MS);
        equal(watch.stream.state, "live", "the state a second later");
        traffic.stop();
        equal(
          watch.gaps.map(({ cause }) => cause),
          ["credential"],
          "gaps",
        );
        equal(madeIn(world) - made, neededBy(way), "keys and tokens made");
        holds(world.egress.mostAtOnce("POST") <= neededBy(way), "no POST beside another");
        await world.finish();
      }
    },
  },
  {
    of: "2",
    title:
      "a key that died without a word is replaced within a second of the renewal that shows it",
    ways: keyWays,
    async run(make, way) {
      const world = make();
      const watch = await world.live();
      const traffic = world.traffic(10 * SECOND);
      await world.clock.advance(7 * MINUTE);
      keysOf(world, way).revoke();
      await world.until("the loss is noticed", () => watch.count("interrupted") > 0, 21 * MINUTE);
      await world.clock.advance(HEALED_WITHIN_MS);
      equal(watch.stream.state, "live", "the state a second later");
      traffic.stop();
      const [gap] = watch.gaps;
      const died = world.exchange.log.of("keyRevoked")[0]?.at ?? 0;
      holds(gap !== undefined && gap.from <= died, "the gap begins before the key had died");
      await world.finish();
    },
  },
  {
    of: "2",
    title: "a key that another client has replaced is noticed at the next renewal at the latest",
    ways: keyWays,
    async run(make, way) {
      const world = make();
      const watch = await world.live();
      world.traffic(10 * SECOND);
      await world.clock.advance(7 * MINUTE);
      keysOf(world, way).recreate();
      await world.until("the loss is noticed", () => watch.count("interrupted") > 0, 21 * MINUTE);
      await world.clock.advance(HEALED_WITHIN_MS);
      equal(watch.stream.state, "live", "the state a second later");
      await world.finish();
    },
  },
  {
    of: "2",
    title:
      "an expiry that comes while its renewal is under way makes one POST, and no second one beside it",
    ways: keyWays,
    async run(make, way) {
      const world = make();
      const watch = await world.live();
      world.exchange.faults.always({ call: renewalOf(way) }, fault.delay({ requestMs: SECOND }));
      const calls = (): number => world.egress.departures().length;
      const before = calls();
      await world.until("it is being renewed", () => calls() > before, 30 * MINUTE);
      const created = world.exchange.log.of("keyCreated").length;
      endStream(world);
      world.exchange.faults.clear();
      await world.clock.advance(3 * SECOND);
      equal(watch.stream.state, "live", "the state");
      equal(world.exchange.log.of("keyCreated").length - created, 1, "keys made");
      holds(world.egress.mostAtOnce("POST") <= 1, "one POST at a time");
      await world.finish();
    },
  },
  {
    of: "2",
    title: "a POST that nobody answers is repeated, one at a time, until it is",
    ways: keyWays,
    async run(make) {
      const world = make();
      const watch = await world.live();
      world.exchange.faults.next({ call: "create" }, fault.lostReply(), { times: 2 });
      world.exchange.faults.next({ call: "create" }, fault.hang({ handled: true }));
      endStream(world);
      await world.until("it is live again", () => watch.stream.state === "interrupted");
      await world.until("it is live again", () => watch.stream.state === "live");
      equal(world.egress.mostAtOnce("POST"), 1, "POSTs at a time");
      await world.finish();
    },
  },
  {
    of: "2",
    title: "an expiry of a key that has been replaced already does nothing",
    ways: keyWays.filter(({ name }) => name !== "portfolio-margin"),
    async run(make, way) {
      const world = make();
      const watch = await world.live();
      const old = keysOf(world, way).listenKey;
      endStream(world);
      await world.clock.advance(5 * SECOND);
      const [made, words] = [madeIn(world), watch.heard.length];
      const late = JSON.stringify({
        e: "listenKeyExpired",
        E: world.exchange.now(),
        listenKey: old,
      });
      for (const socket of world.exchange.sockets) socket.send(late);
      await world.clock.advance(5 * SECOND);
      equal(madeIn(world), made, "keys made");
      equal(watch.heard.length, words, "lifecycle events");
      equal(watch.stream.state, "live", "the state");
      await world.finish();
    },
  },
];

/** How many keys and tokens the exchange has handed out anew. */
function madeIn({ exchange: { log } }: StreamWorld): number {
  return log.of("keyCreated").length + log.of("tokenCreated").length;
}

/** What it takes to begin again: a key for both sockets, a token for each, and for signatures nothing. */
function neededBy({ access }: Way): number {
  return { listenKey: 1, listenToken: 2, subscription: 0 }[access];
}

/** The call that renews a key: on some products the one that makes it. */
function renewalOf({ product }: Way): "create" | "extend" {
  const { renewBy } = (product as ListenKeyProduct).listenKey;
  return renewBy === "create" ? "create" : "extend";
}

function keysOf({ account }: StreamWorld, { keysOf: space }: Way) {
  if (space === undefined) throw new Error("this way goes by no listen key");
  return account.keys(space);
}
