import { opened } from "../promises/world.ts";
import { equal, holds } from "../transport/assertions.ts";
import { cutAll, MINUTE, SECOND } from "./incidents.ts";
import type { StreamPromise } from "./stream-promise.ts";
import type { StreamWatch } from "./stream-watch.ts";
import type { StreamDifferences, StreamWorld } from "./stream-world.ts";
import { allWays, keyWays, oneOfEach, spotSigned, tokenWays, usdm } from "./way.ts";

/** Promises 8 and 13, I9: streams share what can be shared, and do no harm to each other. */
export const sharingPromises: readonly StreamPromise[] = [
  {
    of: "13",
    title: "a hundred who wait for one stream cause one POST and one socket for each feed",
    ways: allWays,
    async run(make, way) {
      const world = make();
      const watch = world.open();
      const waiting = Array.from({ length: 100 }, () => watch.stream.ready());
      const told: unknown[] = [];
      for (let count = 0; count < 100; count += 1)
        watch.stream.on("event", (item) => told.push(item));
      await opened(Promise.all(waiting), world.clock);
      await world.clock.advance(SECOND);
      equal(world.exchange.sockets.length, 2, "sockets");
      equal(world.egress.departures("dial").length, 2, "dials");
      equal(world.exchange.log.of("keyCreated").length, way.access === "listenKey" ? 1 : 0, "keys");
      world.emit();
      await world.clock.advance(SECOND);
      equal(told.length, 100, "deliveries, one for each listener");
      await world.finish();
    },
  },
  {
    of: "8",
    title:
      "two streams of an account share its key and its renewal, and closing one leaves the other",
    ways: keyWays,
    async run(make) {
      const world = make();
      const one = await world.live();
      const other = await world.live();
      equal(world.exchange.log.of("keyCreated").length, 1, "keys");
      world.traffic(5 * SECOND);
      await world.clock.advance(MINUTE);
      await opened(one.stream.close(), world.clock);
      const renewals = world.exchange.log.of("keyExtended").length;
      await world.clock.advance(31 * MINUTE);
      holds(world.exchange.log.of("keyExtended").length - renewals <= 2, "one renewal for both");
      equal(other.stream.state, "live", "the state of the other");
      equal(other.stream.stats().reconnects, 0, "its reconnects");
      await world.finish();
    },
  },
  {
    of: "I9",
    title:
      "accounts on one socket: closing one leaves the other, for an unsubscribe names its subscription",
    ways: [...tokenWays, spotSigned],
    async run(make) {
      const world = make();
      const [first, ...others] = await threeLive(world);
      equal(world.exchange.sockets.length, 2, "sockets");
      await world.clock.advance(5 * SECOND);
      await opened(first.stream.close(), world.clock);
      await world.clock.advance(10 * SECOND);
      for (const { stream } of others) {
        equal(stream.state, "live", "the state of another");
        equal(stream.stats().reconnects, 0, "its reconnects");
      }
      equal(world.exchange.sockets.length, 2, "sockets");
      cutAll(world.exchange);
      await world.clock.advance(5 * SECOND);
      for (const { stream } of others) equal(stream.state, "live", "the state after a cut");
      await world.finish();
    },
  },
  {
    of: "I9",
    title:
      "accounts that share USD-M sockets hear each their own events, and closing one leaves the others",
    ways: [usdm],
    async run(make) {
      const world = make();
      const [first, second, third] = await threeLive(world, { shareSockets: true });
      equal(world.exchange.sockets.length, 2, "sockets");
      await world.clock.advance(5 * SECOND);
      await opened(first.stream.close(), world.clock);
      second.account.keys("umfutures").expire();
      await world.clock.advance(10 * SECOND);
      equal(second.stream.state, "live", "the state of the one whose key had ended");
      equal(third.stream.stats().reconnects, 0, "reconnects of the third");
      equal(third.gaps.length, 0, "gaps of the third");
      cutAll(world.exchange);
      await world.clock.advance(10 * SECOND);
      for (const { stream } of [second, third])
        equal(stream.state, "live", "the state after a cut");
      equal(third.count("feedReplaced"), 0, "feeds of the third that were replaced");
      equal(third.count("redundancyLost"), 0, "losses of redundancy");
      await world.finish();
    },
  },
  {
    of: "I9",
    title: "a feed that is replaced on a shared socket leaves nothing of itself behind",
    ways: [...tokenWays.slice(0, 1), spotSigned],
    async run(make, way) {
      const world = make();
      const other = world.exchange.createAccount({ apiKeys: 1 });
      const neighbour = await world.live({ of: other });
      await world.live();
      world.account.endSubscriptions(way.simulated);
      await world.clock.advance(10 * SECOND);
      const open =
        world.exchange.log.of("subscribed").length - world.exchange.log.of("unsubscribed").length;
      equal(open, 4, "subscriptions: two for each account");
      equal(neighbour.stream.stats().reconnects, 0, "reconnects of the neighbour");
      world.emit();
      world.emit(other);
      await world.finish();
    },
  },
  {
    of: "8",
    title: "a pair of transports is used as a pair, one for each socket",
    ways: oneOfEach,
    async run(make) {
      const world = make();
      const second = world.exchange.transport({ name: "second", ip: "192.0.2.9", latencyMs: 5 });
      const watch = await world.live({ transport: [world.transport, second] });
      await world.clock.advance(SECOND);
      const clients = world.exchange.sockets.map(({ client }) => client);
      equal(clients.toSorted(), ["bot", "second"], "ways out");
      world.traffic(100);
      await world.clock.advance(SECOND);
      for (const socket of world.exchange.sockets) if (socket.client === "bot") socket.cut();
      await world.clock.advance(5 * SECOND);
      equal(watch.gaps.length, 0, "gaps");
      await world.finish();
    },
  },
];

/** Three accounts that trade, each with a stream. */
async function threeLive(
  world: StreamWorld,
  differences: StreamDifferences = {},
): Promise<readonly [StreamWatch, StreamWatch, StreamWatch]> {
  const liveOne = (): Promise<StreamWatch> =>
    world.live({ of: world.exchange.createAccount({ apiKeys: 1 }), ...differences });
  const watches = [await liveOne(), await liveOne(), await liveOne()] as const;
  await world.clock.advance(SECOND);
  for (const { account } of watches) world.traffic(500, account);
  return watches;
}
