import { fault } from "@listenkey/simulator";
import { usableProducts } from "../products.ts";
import { equal, holds } from "../transport/assertions.ts";
import { count, createWorld, MINUTE, opened, type KeyPromise } from "./world.ts";

/** Promise 1: a transient renewal failure is not an outage. */
export const outagePromises: readonly KeyPromise[] = [
  ...[5, 16, 30, 45].map((startsAfter): KeyPromise => ({
    of: "1",
    title: `an outage of 25 minutes that begins after ${startsAfter} minutes costs no key`,
    async run(core) {
      const { clock, exchange, manager, requests } = createWorld(core);
      const one = manager();
      const listenKey = await opened(one.manager.open(), clock);
      await clock.advance(startsAfter * MINUTE);
      exchange.goDown();
      await clock.advance(25 * MINUTE);
      equal(one.manager.listenKey, listenKey, "the key during the outage");
      exchange.comeBack();
      await clock.advance(MINUTE);
      equal(one.manager.state, "live", "the state after the outage");
      await clock.advance(180 * MINUTE);
      equal(one.manager.listenKey, listenKey, "the key after the outage");
      equal(count(one, "created"), 1, "keys created");
      equal(count(one, "lost"), 0, "keys lost");
      equal(exchange.log.of("keyExpired").length, 0, "keys that ran out");
      equal(requests("DELETE").length, 0, "DELETEs");
    },
  })),
  {
    of: "1",
    title:
      "one 503 on a renewal leaves the key, tells once, and the first success restores the cadence",
    async run(core) {
      for (const usable of usableProducts) {
        const { clock, exchange, manager, requests } = createWorld(core, usable);
        const one = manager();
        const listenKey = await opened(one.manager.open(), clock);
        exchange.faults.next(
          { path: usable.product.listenKey.create.path },
          fault.unavailable("B"),
        );
        await clock.advance(22 * MINUTE);
        equal(
          one.names(),
          ["created", "renewalFailed", "suspended", "renewed"],
          `events of ${usable.product.id}`,
        );
        equal(one.manager.listenKey, listenKey, "the key");
        equal(exchange.log.of("keyCreated").length, 1, "keys made");
        const before = requests().length;
        await clock.advance(12 * MINUTE);
        equal(requests().length, before, "requests before the next renewal is due");
        await one.manager.close();
      }
    },
  },
  {
    of: "1",
    title: "every attempt that fails is one event, and remaining validity stays over half",
    async run(core) {
      const { clock, exchange, manager, requests } = createWorld(core);
      const one = manager();
      await opened(one.manager.open(), clock);
      const faults = [
        fault.unavailable("A"),
        fault.lostRequest(),
        fault.lostReply(),
        fault.emptyBody(),
        fault.htmlBody(),
      ];
      for (const each of faults) {
        exchange.faults.next({ call: "extend" }, each);
        await clock.advance(30 * MINUTE);
      }
      equal(count(one, "renewalFailed"), faults.length, "renewalFailed events");
      equal(requests("PUT").length, count(one, "renewed") + faults.length, "attempts");
      const extended = exchange.log.of("keyExtended");
      for (const [index, { at }] of extended.entries()) {
        const before = extended[index - 1]?.at ?? at;
        holds(
          at - before <= 30 * MINUTE,
          "a key that can be renewed never falls under half its life",
        );
      }
    },
  },
  {
    of: "1",
    title: "while a key cannot be renewed it stays readable, and no URL is made of nothing",
    async run(core) {
      const { clock, exchange, manager } = createWorld(core);
      const one = manager();
      const listenKey = await opened(one.manager.open(), clock);
      exchange.faults.during(
        { from: clock.now(), until: clock.now() + 30 * MINUTE },
        {},
        fault.unavailable("B"),
      );
      await clock.advance(25 * MINUTE);
      equal(one.manager.state, "suspended", "the state");
      equal(one.manager.listenKey, listenKey, "the key");
      equal(await one.manager.open(), listenKey, "the key that open() gives");
    },
  },
];
