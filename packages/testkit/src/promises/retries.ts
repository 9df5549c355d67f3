import { cmfutures } from "@listenkey/cmfutures";
import { umfutures } from "@listenkey/umfutures";
import { fault } from "@listenkey/simulator";
import { usableProducts } from "../products.ts";
import { equal, holds, rejects } from "../transport/assertions.ts";
import { count, createWorld, MINUTE, opened, productOf, type KeyPromise } from "./world.ts";

/** Promises 6 and 7: retries are bounded, bans are obeyed, and what is gone is gone. */
export const retryPromises: readonly KeyPromise[] = [
  {
    of: "6",
    title: "refused for a minute, an account makes at most twelve POSTs in it, in no fixed rhythm",
    async run(core) {
      const { clock, exchange, manager } = createWorld(core);
      exchange.goDown();
      const one = manager({ openTimeoutMs: Infinity });
      one.manager.open().catch(() => undefined);
      await clock.advance(10 * MINUTE);
      const times = one.heard.map(({ at }) => at);
      for (const from of times) {
        const within = times.filter((at) => at >= from && at <= from + MINUTE).length;
        holds(within <= 12, `at most twelve attempts in a minute, not ${within}`);
      }
      const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
      holds(new Set(pauses).size > pauses.length / 2, "the pauses differ");
      holds(times.length >= 10, "it goes on trying");
      await one.manager.close();
    },
  },
  {
    of: "6",
    title:
      "a ban stops the whole pool, whatever the host is called, until its release, and can be seen",
    async run(core) {
      const { clock, exchange, account, manager, requests } = createWorld(core);
      const um = manager();
      const cm = manager({ product: cmfutures });
      const other = manager({
        product: umfutures,
        apiKey: exchange.createAccount().apiKeys[0] ?? "",
      });
      for (const { manager: each } of [um, cm]) await opened(each.open(), clock);
      const until = clock.now() + 30 * MINUTE;
      exchange.faults.next({ call: "extend" }, fault.banned({ until }));
      while (count(um, "renewalFailed") + count(cm, "renewalFailed") === 0 && (await clock.step()));
      const before = requests().length;
      other.manager.open().catch(() => undefined);
      for (const each of [um, cm, other])
        holds((each.manager.blockedUntil ?? 0) >= until - 1_000, "the ban can be seen");
      while (clock.now() < until) await clock.advance(10_000);
      equal(
        requests().filter(({ at }) => at < until).length,
        before,
        "requests before the release",
      );
      await clock.advance(MINUTE);
      equal(
        [um, cm].map((each) => each.manager.state),
        ["live", "live"],
        "states after the release",
      );
      equal(account.keys("umfutures").listenKey, um.manager.listenKey, "the key");
    },
  },
  {
    of: "6",
    title: "after a 429 without a word of how long, nothing is sent for two minutes, then four",
    async run(core) {
      const { clock, exchange, manager, requests } = createWorld(core);
      exchange.faults.next({}, fault.tooManyRequests({}), { times: 2 });
      const one = manager({ openTimeoutMs: Infinity });
      await opened(one.manager.open(), clock);
      const [first = 0, second = 0, third = 0] = requests().map(({ at }) => at);
      equal(requests().length, 3, "requests");
      holds(
        second - first >= 2 * MINUTE && second - first < 3 * MINUTE,
        "two minutes of silence first",
      );
      holds(
        third - second >= 4 * MINUTE && third - second < 5 * MINUTE,
        "four minutes of silence next",
      );
    },
  },
  {
    of: "7",
    title: "410 is one request and one error that names the successor",
    async run(core) {
      for (const keysOf of ["spot", "margin-cross", "margin-isolated-BTCUSDT"]) {
        const { clock, manager, requests } = createWorld(core, {
          ...productOf(keysOf),
          environment: "live",
        });
        const one = manager();
        const error = await rejects(opened(one.manager.open(), clock), "RETIRED");
        holds(
          error.message.includes("userDataStream.subscribe"),
          "the message names the successor",
        );
        holds(error.message.includes("2026-02-20"), "the message names the day");
        await clock.advance(60 * MINUTE);
        equal(requests().length, 1, "requests");
        equal(one.names(), ["failed"], "events");
      }
    },
  },
  {
    of: "7",
    title: "410 in mid-life ends in `failed`, without a loop",
    async run(core) {
      for (const usable of usableProducts) {
        const { clock, exchange, manager, requests } = createWorld(core, usable);
        const one = manager();
        await opened(one.manager.open(), clock);
        exchange.faults.always({}, fault.gone());
        await clock.advance(120 * MINUTE);
        equal(one.manager.state, "failed", `the state of ${usable.product.id}`);
        equal(requests().length, 2, "requests");
      }
    },
  },
];
