import { fault } from "@listenkey/simulator";
import { equal, holds } from "../transport/assertions.ts";
import { cutAll, endStream, MINUTE, SECOND } from "./incidents.ts";
import type { StreamPromise } from "./stream-promise.ts";
import type { Heard, StreamWatch } from "./stream-watch.ts";
import type { StreamWorld } from "./stream-world.ts";
import { allWays, keyWays, spotSigned, tokenWays } from "./way.ts";

/** Promise 3: "live" has a proof. */
export const proofPromises: readonly StreamPromise[] = [
  {
    of: "3",
    title:
      "an open socket alone is not live: it waits for its confirmation, however long that takes",
    ways: allWays,
    async run(make, way) {
      const world = make();
      const { faults } = world.exchange;
      const watch = world.open({ requestTimeoutMs: MINUTE });
      if (way.access !== "listenKey") faults.always({ call: "subscribe" }, fault.hang());
      else {
        await world.until("the key is there", () => world.exchange.log.of("keyCreated").length > 0);
        faults.always({ product: way.keysOf ?? "spot" }, fault.hang());
      }
      await world.until("sockets are open", () => world.egress.sockets > 0);
      await world.clock.advance(30 * SECOND);
      holds(world.exchange.log.of("socketOpened").length > 0, "sockets are open");
      equal(watch.stream.state, "opening", "the state before the proof");
      equal(watch.stream.provenAt, undefined, "the time of the proof");
      faults.clear();
      await world.until("it is live in the end", () => watch.stream.state === "live");
      world.emit();
      await world.finish();
    },
  },
  {
    of: "3",
    title: "an event is a proof, too, of what a listen key could not prove in time",
    ways: keyWays,
    async run(make, way) {
      const world = make();
      const watch = world.open({ requestTimeoutMs: MINUTE });
      await world.until("the key is there", () => world.exchange.log.of("keyCreated").length > 0);
      world.exchange.faults.always({ product: way.keysOf ?? "spot" }, fault.hang());
      await world.clock.advance(SECOND);
      equal(watch.stream.state, "opening", "the state before the event");
      world.emit();
      await world.clock.advance(SECOND);
      equal(
        watch.all("live").map(({ event }) => event.proof),
        ["event"],
        "the proof",
      );
      world.exchange.faults.clear();
      await world.finish();
    },
  },
  {
    of: "3",
    title:
      "after every drop, expiry and rotation it is live only by a proof that is younger than the socket",
    ways: allWays,
    async run(make) {
      const world = make();
      const watch = await world.live();
      const troubles = [cutAll, endOf(world), cutAll, outageOf(world), shutdownOf(world)];
      for (const trouble of troubles) {
        await trouble(world.exchange);
        await world.until("it is live again", () => watch.stream.state === "live");
        await world.clock.advance(MINUTE);
      }
      holds(watch.count("live") >= 4, "it was put to the test");
      for (const live of watch.all("live")) judgeProof(world, watch, live);
      await world.finish();
    },
  },
  {
    of: "3",
    title: "sockets that are half-open from the beginning cover nothing, and the gap says so",
    ways: [...tokenWays, spotSigned],
    async run(make) {
      const world = make();
      world.exchange.faults.next({}, fault.freezeSocket({ afterMs: 30 }), { times: 2 });
      const watch = world.open();
      const traffic = world.traffic(500);
      await world.clock.advance(5 * SECOND);
      traffic.stop();
      await world.clock.advance(watch.stream.stats().livenessBoundMs ?? 40 * SECOND);
      await world.until("it is live", () => watch.stream.state === "live", 15 * MINUTE);
      await world.finish({ drainMs: 15 * MINUTE });
    },
  },
  {
    of: "3",
    title:
      "an end that the exchange announces on a socket that stays open is not the end of the socket's silence: it subscribes anew",
    ways: [...tokenWays, spotSigned],
    async run(make, way) {
      const world = make();
      const watch = await world.live();
      const before = world.exchange.log.of("subscribed").length;
      world.account.endSubscriptions(way.simulated);
      await world.clock.advance(2 * SECOND);
      equal(watch.stream.state, "live", "the state");
      equal(watch.all("live").at(-1)?.event.proof, "subscription", "the proof");
      equal(world.exchange.log.of("subscribed").length - before, 2, "new subscriptions");
      world.traffic(100);
      await world.clock.advance(2 * SECOND);
      await world.finish();
    },
  },
];

type Trouble = (exchange: StreamWorld["exchange"]) => Promise<void> | void;

function endOf(world: StreamWorld): Trouble {
  return () => endStream(world);
}

function outageOf({ clock }: StreamWorld): Trouble {
  return async (exchange) => {
    exchange.goDown();
    await clock.advance(5 * SECOND);
    exchange.comeBack();
  };
}

function shutdownOf({ clock }: StreamWorld): Trouble {
  return async (exchange) => {
    exchange.announceShutdown({ cutAfterMs: 5 * SECOND });
    await clock.advance(10 * SECOND);
  };
}

/** Looks for the proof in the exchange's own log: it came after the oldest socket that can be meant was opened. */
function judgeProof(world: StreamWorld, watch: StreamWatch, live: Heard<"live">): void {
  const { log } = world.exchange;
  const until = live.exchangeAt;
  const last = watch.heard.slice(0, watch.heard.indexOf(live)).findLast(isInterruption);
  const since = last?.exchangeAt ?? 0;
  const opened = log.of("socketOpened").filter(({ at }) => at >= since - SECOND && at <= until);
  const [first = { at: since }] = opened;
  const proofs = {
    subscription: log.of("subscribed"),
    key: log.of("keyExtended"),
    event: log.of("eventSent"),
  }[live.event.proof];
  holds(
    proofs.some(({ at }) => at >= first.at && at <= until),
    `a ${live.event.proof} stands behind the live of ${until}`,
  );
}

function isInterruption({ name }: Heard): boolean {
  return name === "interrupted";
}
