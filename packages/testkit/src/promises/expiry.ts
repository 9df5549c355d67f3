import { usableProducts } from "../products.ts";
import { equal, holds } from "../transport/assertions.ts";
import { count, createWorld, MINUTE, opened, type KeyPromise } from "./world.ts";

/** Promise 2: expiry heals itself. And what stands behind it: success of a renewal proves nothing by itself. */
export const expiryPromises: readonly KeyPromise[] = [
  {
    of: "2",
    title: "a key that the exchange has forgotten is replaced within a second of its finding out",
    async run(core) {
      for (const usable of usableProducts) {
        const { clock, exchange, account, manager } = createWorld(core, usable);
        const one = manager();
        const first = await opened(one.manager.open(), clock);
        account.keys(usable.keysOf as "spot").expire();
        while (count(one, "lost") + count(one, "replaced") === 0 && (await clock.step()));
        holds(
          clock.now() < (one.heard[0]?.at ?? 0) + 21 * MINUTE,
          "the loss is noticed at the next renewal",
        );
        await clock.advance(1_000);
        equal(one.manager.state, "live", `the state of ${usable.product.id}`);
        holds(one.manager.listenKey !== first, "the key is another one");
        equal(one.manager.listenKey, account.keys(usable.keysOf as "spot").listenKey, "the key");
        equal(exchange.log.of("keyCreated").length, 2, "keys made");
        await one.manager.close();
      }
    },
  },
  {
    of: "2",
    title:
      "an expiry that the stream reports, even twice, makes one POST, and a late one for the old key none",
    async run(core) {
      const { clock, account, manager, requests } = createWorld(core);
      const one = manager();
      const first = await opened(one.manager.open(), clock);
      account.keys("umfutures").expire();
      one.manager.reportExpired(first);
      one.manager.reportExpired(first);
      await clock.advance(1_000);
      one.manager.reportExpired(first);
      await clock.advance(1_000);
      equal(requests("POST").length, 2, "POSTs");
      equal(one.manager.listenKey, account.keys("umfutures").listenKey, "the key");
      equal(one.names(), ["created", "lost", "created"], "events");
    },
  },
  {
    of: "2",
    title: "an expiry reported while its renewal is under way makes one POST at once",
    async run(core) {
      const { clock, account, manager, requests } = createWorld(core);
      const one = manager();
      const first = await opened(one.manager.open(), clock);
      while (requests("PUT").length === 0 && (await clock.step()));
      account.keys("umfutures").expire();
      one.manager.reportExpired(first);
      await clock.advance(1_000);
      equal(requests("POST").length, 2, "POSTs");
      equal(one.manager.listenKey, account.keys("umfutures").listenKey, "the key");
    },
  },
  {
    of: "2",
    title:
      "a renewal that extends another key than ours is `replaced`: success alone proves nothing",
    async run(core) {
      for (const usable of usableProducts) {
        const { clock, account, manager } = createWorld(core, usable);
        const one = manager();
        await opened(one.manager.open(), clock);
        account.keys(usable.keysOf as "spot").recreate();
        await clock.advance(21 * MINUTE);
        equal(
          one.manager.listenKey,
          account.keys(usable.keysOf as "spot").listenKey,
          `the key of ${usable.product.id}`,
        );
        equal(one.manager.state, "live", "the state");
        await one.manager.close();
      }
    },
  },
];
