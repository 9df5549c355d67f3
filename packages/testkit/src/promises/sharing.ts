import { fault } from "@listenkey/simulator";
import { equal, holds, rejects } from "../transport/assertions.ts";
import { createWorld, MINUTE, opened, type KeyPromise } from "./world.ts";

/** Promises 8 and 13: keys are shared goods, and many calls are one. */
export const sharingPromises: readonly KeyPromise[] = [
  {
    of: "8",
    title:
      "managers on one account use one key, one renewal and one POST; closing one leaves the other live",
    async run(core) {
      const { clock, manager, requests } = createWorld(core);
      const [one, two] = [manager(), manager()];
      await opened(Promise.all([one.manager.open(), two.manager.open()]), clock);
      equal(requests().length, 1, "requests to open both");
      await one.manager.close();
      await clock.advance(21 * MINUTE);
      equal(
        requests().map(({ method }) => method),
        ["POST", "PUT"],
        "requests",
      );
      equal(two.manager.state, "live", "the state of the other");
    },
  },
  {
    of: "8",
    title: "a key in use is not revoked, whatever API key or transport its other user came by",
    async run(core) {
      const { clock, exchange, account, manager, requests } = createWorld(core);
      const one = manager();
      const two = manager({
        apiKey: account.apiKeys[1] ?? "",
        transport: exchange.transport({ name: "second" }),
      });
      await opened(Promise.all([one.manager.open(), two.manager.open()]), clock);
      equal(one.manager.listenKey, two.manager.listenKey, "the key of both");
      await rejects(opened(one.manager.revoke(), clock), "IN_USE");
      equal(requests("DELETE").length, 0, "DELETEs");
      await two.manager.close();
      await opened(one.manager.revoke(), clock);
      equal(requests("DELETE").length, 1, "DELETEs once nobody else has it");
    },
  },
  {
    of: "8",
    title:
      "whoever gets a key that is just being revoked has a living one within a second of the DELETE",
    async run(core) {
      for (const slowly of [{ requestMs: 3_000 }, { replyMs: 3_000 }]) {
        const { clock, exchange, account, manager } = createWorld(core);
        const one = manager();
        const two = manager({
          apiKey: account.apiKeys[1] ?? "",
          transport: exchange.transport({ name: "second" }),
        });
        await opened(one.manager.open(), clock);
        exchange.faults.next({ call: "revoke" }, fault.delay(slowly));
        const revoked = one.manager.revoke();
        await clock.advance(100);
        await opened(two.manager.open(), clock);
        await opened(revoked, clock);
        await clock.advance(1_000);
        equal(two.manager.state, "live", "the state of the other");
        equal(two.manager.listenKey, account.keys("umfutures").listenKey, "the key of the other");
        await two.manager.close();
      }
    },
  },
  {
    of: "8",
    title: "only revoke() deletes, whatever happens",
    async run(core) {
      const { clock, exchange, account, manager, requests } = createWorld(core);
      const one = manager();
      await opened(one.manager.open(), clock);
      account.keys("umfutures").expire();
      await clock.advance(30 * MINUTE);
      exchange.goDown();
      await clock.advance(70 * MINUTE);
      exchange.comeBack();
      await clock.advance(30 * MINUTE);
      account.keys("umfutures").recreate();
      await clock.advance(30 * MINUTE);
      await one.manager.close();
      equal(requests("DELETE").length, 0, "DELETEs");
      holds(requests("POST").length > 2, "it was put to the test");
    },
  },
  {
    of: "13",
    title: "a hundred concurrent open() make one POST",
    async run(core) {
      const { clock, manager, requests } = createWorld(core);
      const one = manager();
      const keys = await opened(
        Promise.all(Array.from({ length: 100 }, () => one.manager.open())),
        clock,
      );
      equal(new Set(keys).size, 1, "keys");
      equal(requests().length, 1, "requests");
      equal(one.names(), ["created"], "events");
    },
  },
];
