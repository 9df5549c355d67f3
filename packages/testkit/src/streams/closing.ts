import { fault } from "@listenkey/simulator";
import { opened } from "../promises/world.ts";
import { equal } from "../transport/assertions.ts";
import { cutAll, endStream, SECOND } from "./incidents.ts";
import type { MakeWorld, StreamPromise } from "./stream-promise.ts";
import type { StreamWatch } from "./stream-watch.ts";
import type { StreamWorld } from "./stream-world.ts";
import { allWays, oneOfEach, tokenWays, spotSigned } from "./way.ts";

/** A part of a stream's life in which much is under way. */
interface Phase {
  readonly when: string;
  /** Brings it there; from then on it is closed at every step. */
  readonly reach: (world: StreamWorld) => Promise<StreamWatch> | StreamWatch;
  /** How many steps it is closed after: one timer more each time. */
  readonly steps: number;
}

const phases: readonly Phase[] = [
  { when: "while it opens", steps: 30, reach: (world) => world.open() },
  {
    when: "while it comes back",
    steps: 30,
    async reach(world) {
      const watch = await world.live();
      cutAll(world.exchange);
      return watch;
    },
  },
  {
    when: "while what it rests on is made anew",
    steps: 30,
    async reach(world) {
      const watch = await world.live();
      endStream(world);
      return watch;
    },
  },
  {
    when: "while a socket is replaced",
    steps: 30,
    async reach(world) {
      const watch = await world.live();
      await world.clock.advance(10 * SECOND);
      world.exchange.announceShutdown({ cutAfterMs: SECOND });
      world.emit();
      return watch;
    },
  },
  {
    when: "while the exchange is away",
    steps: 20,
    async reach(world) {
      const watch = await world.live();
      world.exchange.goDown();
      return watch;
    },
  },
  {
    when: "while nothing is answered",
    steps: 20,
    async reach(world) {
      world.exchange.faults.always({}, fault.hang());
      world.exchange.faults.always({}, fault.hangSocket());
      return world.open();
    },
  },
  {
    when: "while the exchange wants silence",
    steps: 12,
    async reach(world) {
      world.exchange.faults.next({}, fault.tooManyRequests({ retryAfter: 30 }), { times: 2 });
      return world.open();
    },
  },
  {
    when: "while a half-open socket is found",
    steps: 20,
    async reach(world) {
      const watch = await world.live();
      await world.clock.advance(20 * SECOND);
      world.exchange.sockets[0]?.freeze();
      await world.clock.advance(15 * SECOND);
      return watch;
    },
  },
];

/** Promises 4 and 5, I15: close is final at every moment, and nothing is left. */
export const closingPromises: readonly StreamPromise[] = [
  ...phases.map(({ when, reach, steps }): StreamPromise => ({
    of: "4",
    title: `a stream closed ${when} is closed for good, at every step`,
    ways: when === "while it opens" ? allWays : oneOfEach,
    async run(make) {
      for (let step = 0; step < steps; step += 1) await closedAt(make, reach, step);
    },
  })),
  {
    of: "4",
    title: "close() waits for its unsubscribing, and gives it up where nobody answers",
    ways: [...tokenWays, spotSigned],
    async run(make) {
      for (const trouble of [fault.hang(), fault.lostReply(), fault.delay({ replyMs: SECOND })]) {
        const world = make();
        const other = world.exchange.createAccount({ apiKeys: 1 });
        await world.live({ of: other });
        const watch = await world.live();
        world.emit();
        await world.clock.advance(SECOND);
        world.exchange.faults.always({ call: "unsubscribe" }, trouble);
        const closing = watch.stream.close();
        await opened(closing, world.clock);
        world.exchange.faults.clear();
        world.emit(other);
        await world.finish({ drainMs: 5 * SECOND });
      }
    },
  },
  {
    of: "4",
    title: "the signal closes it like close(), and so does `await using`",
    ways: oneOfEach,
    async run(make) {
      const world = make();
      const controller = new AbortController();
      const watch = await world.live({ signal: controller.signal });
      world.emit();
      await world.clock.advance(SECOND);
      controller.abort();
      equal(watch.stream.state, "closed", "the state");
      const early = world.open({ signal: AbortSignal.abort() });
      equal(early.stream.state, "closed", "the state of one that was aborted before");
      const disposed = await world.live();
      await opened(disposed.stream[Symbol.asyncDispose](), world.clock);
      equal(disposed.stream.state, "closed", "the state of one that was disposed of");
      await opened(watch.stream.close(), world.clock);
      await world.finish({ mayFind: ["nothingChecked"] });
    },
  },
];

/** Closes a stream after so many timers, twice at the same time, and looks for what is left of it. */
async function closedAt(make: MakeWorld, reach: Phase["reach"], step: number): Promise<void> {
  const world = make();
  const watch = await reach(world);
  for (let count = 0; count < step; count += 1) await world.clock.step();
  const { stream } = watch;
  const [first, second] = [stream.close(), stream.close()];
  equal(first === second, true, "whether both calls give the same promise");
  equal(stream.state, "closed", "the state at once");
  const said = watch.heard.length + watch.items.length;
  await opened(first, world.clock);
  equal(watch.heard.length + watch.items.length, said, "what it said while closing");
  equal(watch.heard.at(-1)?.name, "closed", "the last word");
  await world.finish({ mayFind: ["nothingChecked"], drainMs: 0 });
}
