import { fault } from "@listenkey/simulator";
import { equal } from "../transport/assertions.ts";
import { createWorld, MINUTE, opened, type KeyPromise, type Watched, type World } from "./world.ts";

/** A moment in a manager's life at which it may be closed. */
interface Moment {
  readonly when: string;
  /** Brings the manager there. */
  readonly reach: (world: World, one: Watched) => Promise<void>;
}

const moments: readonly Moment[] = [
  { when: "before it is opened", reach: async () => undefined },
  {
    when: "while the key is being created",
    async reach({ exchange, clock, sent }, { manager }) {
      exchange.faults.next({ call: "create" }, fault.delay({ replyMs: 5_000 }));
      manager.open().catch(() => undefined);
      await clock.advance(100);
      equal(sent(), 1, "requests sent by then");
    },
  },
  {
    when: "while creating is retried",
    async reach({ exchange, clock }, { manager }) {
      exchange.faults.next({}, fault.lostRequest(), { times: 100 });
      manager.open().catch(() => undefined);
      await clock.advance(5_000);
    },
  },
  {
    when: "while the key is at rest",
    reach: async ({ clock }, { manager }) => void (await opened(manager.open(), clock)),
  },
  {
    when: "while a renewal is under way",
    async reach({ exchange, clock, sent }, { manager }) {
      await opened(manager.open(), clock);
      exchange.faults.next({ call: "extend" }, fault.delay({ requestMs: 5_000 }));
      while (sent() < 2) await clock.step();
    },
  },
  {
    when: "while renewing is retried",
    async reach({ exchange, clock }, { manager, ...one }) {
      await opened(manager.open(), clock);
      exchange.goDown();
      while (!one.names().includes("suspended") && (await clock.step()));
      exchange.comeBack();
    },
  },
  {
    when: "while the pool is banned",
    async reach({ exchange, clock }, { manager }) {
      await opened(manager.open(), clock);
      exchange.faults.next({}, fault.banned({ until: clock.now() + 40 * MINUTE }));
      await clock.advance(25 * MINUTE);
    },
  },
  {
    when: "while the key is lost",
    async reach({ exchange, clock }, { manager }) {
      await opened(manager.open(), clock);
      exchange.goDown();
      await clock.advance(70 * MINUTE);
      exchange.comeBack();
    },
  },
];

/** Promise 4: close is final. */
export const closingPromises: readonly KeyPromise[] = moments.map(({ when, reach }) => ({
  of: "4",
  title: `a manager closed ${when} sends nothing, waits for nothing and says nothing afterwards`,
  async run(core) {
    const world = createWorld(core);
    const one = world.manager();
    await reach(world, one);
    await opened(one.manager.close(), world.clock);
    const sent = world.sent();
    const heard = one.heard.length;
    await world.clock.advance(180 * MINUTE);
    equal(world.sent(), sent, "requests after close()");
    equal(one.heard.length, heard, "events after close()");
    equal(one.heard.at(-1)?.name, "closed", "the last event");
    equal(one.manager.state, "closed", "the state");
    world.exchange.close();
    equal(world.clock.pendingTimers, 0, "timers left");
  },
}));
