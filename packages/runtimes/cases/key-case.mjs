import { createListenKeyManager } from "@listenkey/core";
import { umfutures } from "@listenkey/umfutures";
import { equal, holds } from "../../testkit/src/transport/assertions.ts";
import { Journey } from "./journey.mjs";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const EVENTS = [
  "created",
  "createFailed",
  "renewed",
  "renewalFailed",
  "suspended",
  "replaced",
  "lost",
  "failed",
  "closed",
];

/** A listen key as a manager keeps it: renewed for hours, replaced when it ends, and left alone after `close()`. */
export const keyCase = {
  group: "key",
  title: "a managed key lives through renewals, an expiry and an outage",
  async run({ makeTransport, control }) {
    const world = await control.openWorld("umfutures");
    const journey = new Journey(world, makeTransport());
    const { manager, heard } = managerOf(world, journey);
    const count = (name) => heard.filter((one) => one === name).length;

    const first = await manager.open();
    equal(await world.do("listenKey"), first, "the key that is alive");

    await journey.travel(3 * HOUR);
    holds(count("renewed") >= 9, `${count("renewed")} renewals in three hours are at least 9`);
    equal(await world.do("listenKey"), first, "the key after three hours");

    await world.do("expire");
    await journey.until("it is replaced", () => count("created") === 2, HOUR);
    const second = manager.listenKey;
    holds(second !== first, "the second key is another one");
    equal(await world.do("listenKey"), second, "the key after the expiry");

    await world.do("goDown");
    await journey.travel(2 * HOUR);
    equal(manager.state, "lost", "the state after two hours without an answer");
    equal(count("suspended"), 1, `suspensions among ${heard.join(" ")}`);
    equal(count("lost"), 2, "losses: by the expiry, and by the deadline");
    await world.do("comeBack");
    await journey.until("there is a key again", () => manager.state === "live", 30 * MINUTE);
    equal(await world.do("listenKey"), manager.listenKey, "the key after the outage");

    await manager.close();
    const before = await world.do("requests");
    await journey.travel(2 * HOUR);
    equal(await world.do("requests"), before, "requests after close()");
    equal(journey.clock.pending, 0, "timers after close()");
    equal(heard.at(-1), "closed", "the last word");
    equal(await world.do("requests", { method: "DELETE" }), 0, "DELETEs");
    await world.do("end");
  },
};

function managerOf(world, journey) {
  const { clock, transport } = journey;
  const { environment, apiKey } = world;
  const random = () => 0.5;
  const options = { product: umfutures, apiKey, transport, environment, clock, random };
  const manager = createListenKeyManager(options);
  const heard = [];
  for (const name of EVENTS) manager.on(name, () => heard.push(name));
  return { manager, heard };
}
