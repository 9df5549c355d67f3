import { isListenKeyError } from "@listenkey/core";
import type { StreamItem } from "@listenkey/stream";
import { equal, holds } from "../transport/assertions.ts";
import { cutAll, MINUTE, SECOND } from "./incidents.ts";
import type { StreamPromise } from "./stream-promise.ts";
import type { StreamWorld } from "./stream-world.ts";
import { oneOfEach } from "./way.ts";

/** I14 and the rest of promise 5: what a program does to its stream hurts nobody but itself. */
export const consumerPromises: readonly StreamPromise[] = [
  {
    of: "I14",
    title: "a listener that throws reaches neither the stream nor the other listeners",
    ways: oneOfEach,
    async run(make) {
      const world = make();
      const errors: unknown[] = [];
      const onListenerError = (error: unknown): unknown => errors.push(error);
      const watch = world.open({ onListenerError });
      const late: unknown[] = [];
      const fail = (): never => {
        throw new Error("a fault of the program");
      };
      for (const name of ["event", "live", "interrupted", "closed"] as const)
        watch.stream.on(name, fail);
      watch.stream.on("event", () => Promise.reject(new Error("and of its promise")));
      watch.stream.on("event", (item) => late.push(item));
      await world.until("it is live", () => watch.stream.state === "live");
      world.emit();
      await world.clock.advance(SECOND);
      cutAll(world.exchange);
      await world.clock.advance(5 * SECOND);
      world.emit();
      await world.clock.advance(SECOND);
      equal(late.length, watch.items.length, "what a later listener heard");
      holds(errors.length >= 6, "the errors are reported");
      await world.finish();
    },
  },
  {
    of: "I14",
    title: "a listener that leaves, or closes the stream, in the middle of an event does just that",
    ways: oneOfEach,
    async run(make) {
      const world = make();
      const watch = await world.live();
      const heard: number[] = [];
      const once = (item: StreamItem): void => {
        heard.push(item.seq);
        watch.stream.off("event", once);
      };
      watch.stream.on("event", once);
      world.emit();
      world.emit();
      await world.clock.advance(SECOND);
      equal(heard, [1], "items before it left");
      watch.stream.on("event", () => void watch.stream.close());
      world.emit();
      world.emit();
      await world.clock.advance(SECOND);
      equal(watch.items.length, 3, "items up to the one in which it was closed");
      equal(watch.stream.state, "closed", "the state");
      await world.finish({ mayFind: ["lost"] });
    },
  },
  {
    of: "I14",
    title: "closing from within any lifecycle event is final",
    ways: oneOfEach,
    async run(make) {
      for (const name of [
        "live",
        "interrupted",
        "rotated",
        "attemptFailed",
        "feedReplaced",
      ] as const) {
        const world = make();
        const watch = world.open();
        watch.stream.on(name, () => void watch.stream.close());
        world.traffic(200);
        await world.clock.advance(10 * SECOND);
        world.exchange.announceShutdown({ cutAfterMs: 10 * SECOND });
        await world.clock.advance(20 * SECOND);
        world.exchange.goDown();
        await world.clock.advance(20 * SECOND);
        world.exchange.comeBack();
        await world.clock.advance(MINUTE);
        const last = watch.heard.findIndex((heard) => heard.name === "closed");
        if (last >= 0) equal(watch.heard.length, last + 1, `words after ${name} and closed`);
        await world.finish({ mayFind: ["lost", "nothingChecked"] });
      }
    },
  },
  {
    of: "I14",
    title: "an iterator gives every item, in the order and under the numbers that listeners hear",
    ways: oneOfEach,
    async run(make) {
      const world = make();
      const watch = world.open();
      const read = readAll(watch.stream);
      await world.until("it is live", () => watch.stream.state === "live");
      world.traffic(100);
      await world.clock.advance(3 * SECOND);
      cutAll(world.exchange);
      await world.clock.advance(3 * SECOND);
      await world.finish();
      equal(
        (await read).map(({ seq }) => seq),
        watch.items.map(({ seq }) => seq),
        "numbers",
      );
    },
  },
  {
    of: "I14",
    title:
      "a program that reads no more loses nothing silently: it is told how much, and the stream lives on",
    ways: oneOfEach,
    async run(make) {
      const world = make();
      const watch = await world.live({ buffer: { events: 50 } });
      const iterator = watch.stream[Symbol.asyncIterator]();
      world.traffic(10);
      await world.clock.advance(3 * SECOND);
      const error = await iterator.next().catch((thrown: unknown) => thrown);
      holds(isListenKeyError(error) && error.code === "BACKLOG", "the iterator throws BACKLOG");
      const next = watch.stream[Symbol.asyncIterator]();
      const { value: gap } = (await next.next()) as { value: StreamItem };
      holds(
        gap.type === "gap" && "cause" in gap && gap.cause === "backlog",
        "the next begins with a gap",
      );
      await world.clock.advance(200);
      const { value: first } = (await next.next()) as { value: StreamItem };
      equal(first.seq, gap.seq + 1, "the number after the gap");
      equal(watch.stream.state, "live", "the state");
      equal(watch.stream.stats().reconnects, 0, "reconnects");
      await world.finish();
    },
  },
  {
    of: "I14",
    title: "a program that hangs in the midst of an item stalls no socket",
    ways: oneOfEach,
    async run(make) {
      const world = make();
      const watch = await world.live({ buffer: { events: 20 } });
      void hangInTheFirst(watch.stream);
      world.traffic(100);
      await world.clock.advance(2 * MINUTE);
      equal(watch.stream.stats().reconnects, 0, "reconnects");
      equal(watch.count("interrupted"), 0, "interruptions");
      await world.finish();
    },
  },
  {
    of: "I14",
    title: "`break` ends the iterator, and not the stream",
    ways: oneOfEach,
    async run(make) {
      const world = make();
      const watch = await world.live();
      const first = readOne(watch.stream);
      world.traffic(100);
      await world.clock.advance(SECOND);
      equal((await first)?.seq, 1, "the item that was read");
      equal(watch.stream.state, "live", "the state");
      await world.finish();
    },
  },
];

type Stream = ReturnType<StreamWorld["open"]>["stream"];

async function readAll(stream: Stream): Promise<readonly StreamItem[]> {
  const items: StreamItem[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

async function readOne(stream: Stream): Promise<StreamItem | undefined> {
  for await (const item of stream) return item;
  return undefined;
}

async function hangInTheFirst(stream: Stream): Promise<void> {
  for await (const item of stream) await new Promise(() => item);
}
