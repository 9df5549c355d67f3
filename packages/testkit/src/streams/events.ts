import type { AccountEvent } from "@listenkey/core";
import { fault, type SimulatedEvent } from "@listenkey/simulator";
import type { StreamItem } from "@listenkey/stream";
import { equal, holds } from "../transport/assertions.ts";
import { SECOND } from "./incidents.ts";
import type { StreamPromise } from "./stream-promise.ts";
import { allWays, oneOfEach, usdm } from "./way.ts";

/** An id that no double can hold. */
const HUGE = 2n ** 60n + 1n;

/** Promises 5 and 12: whatever a frame holds, numbers are exact and nothing breaks. */
export const eventPromises: readonly StreamPromise[] = [
  {
    of: "12",
    title: "ids beyond 2^53 arrive exact, in events that are documented and in others",
    ways: allWays,
    async run(make, way) {
      const world = make({ dialect: { ids: "large" } });
      const watch = await world.live();
      const anywhere: SimulatedEvent = {
        e: "SOMETHING_NEW",
        T: 1,
        x: HUGE,
        o: { i: HUGE, a: [HUGE, { t: -HUGE }] },
      };
      world.account.emit(way.simulated, anywhere);
      world.traffic(100);
      await world.clock.advance(10 * SECOND);
      const [unknown] = eventsIn(watch.items).filter(({ type }) => type === "unknown");
      const data = unknown?.data as Readonly<Record<string, unknown>> | undefined;
      equal(String(data?.["x"]), String(HUGE), "an integer at the top");
      holds(JSON.stringify(unknown).includes(`${-HUGE}`), "an integer in depth is written in full");
      for (const event of eventsIn(watch.items)) {
        holds(JSON.stringify(event).length > 2, "an event can be written as JSON");
        holds(!("raw" in (JSON.parse(JSON.stringify(event)) as object)), "without its raw text");
      }
      await world.finish();
    },
  },
  {
    of: "12",
    title: "the ids of orders and trades are strings always",
    ways: oneOfEach,
    async run(make) {
      for (const ids of ["documented", "large"] as const) {
        const world = make({ dialect: { ids } });
        const watch = await world.live();
        world.traffic(50);
        await world.clock.advance(20 * SECOND);
        const orders = eventsIn(watch.items).flatMap(orderIn);
        holds(orders.length > 20, "there are orders");
        for (const { i, t } of orders) equal([typeof i, typeof t], ["string", "string"], "types");
        await world.finish();
      }
    },
  },
  {
    of: "5",
    title: "an event that nobody knows is delivered like any other, and kills nothing",
    ways: allWays,
    async run(make, way) {
      const world = make();
      const watch = await world.live();
      const strange = ["SOMETHING_NEW", "", "constructor", "gap", "unknown", "__proto__"];
      for (const e of strange) world.account.emit(way.simulated, { e, T: 1, X: "a" });
      await world.clock.advance(100);
      world.emit();
      await world.clock.advance(SECOND);
      const names = eventsIn(watch.items).map((event) =>
        "name" in event ? event.name : event.type,
      );
      equal(names, [...strange, way.event], "names");
      equal(watch.stream.state, "live", "the state");
      await world.finish();
    },
  },
  {
    of: "5",
    title:
      "frames that are no events are counted, told once without their content, and end nothing",
    ways: allWays,
    async run(make) {
      const world = make();
      const watch = await world.live();
      const secret = "whatsoever-nobody-may-see";
      const broken = [
        `{"e":"X","${secret}":`,
        "",
        "null",
        "[]",
        `"${secret}"`,
        "17",
        "{}",
        `{"${secret}":1}`,
      ];
      for (const socket of world.exchange.sockets) {
        for (const frame of broken) socket.send(frame);
        socket.sendBinary(new Uint8Array([1, 2, 3]));
      }
      world.emit();
      await world.clock.advance(SECOND);
      equal(watch.count("frameRejected"), 1, "words");
      holds(watch.stream.stats().framesRejected >= 10, "they are counted");
      holds(!JSON.stringify(watch.heard).includes(secret), "their content is not told");
      equal(watch.stream.state, "live", "the state");
      equal(watch.stream.stats().reconnects, 0, "reconnects");
      await world.finish();
    },
  },
  {
    of: "5",
    title: "one feed's frame is spoilt: the other one has the event",
    ways: oneOfEach,
    async run(make) {
      for (const spoilt of [fault.corruptFrame('{"e":'), fault.binaryFrame(), fault.tornFrame()]) {
        const world = make();
        const watch = await world.live();
        const traffic = world.traffic(100);
        await world.clock.advance(8 * SECOND);
        const socket = world.exchange.sockets[0]?.id ?? 0;
        world.exchange.faults.next({ socket }, spoilt);
        await world.clock.advance(20 * SECOND);
        traffic.stop();
        equal(watch.gaps.length, 0, "gaps");
        const [audit] = await world.finish();
        equal(audit?.untold, 0, "events that nobody could know of");
      }
    },
  },
  {
    of: "I14",
    title: "an event of a megabyte is delivered, and a frame of ten megabytes breaks nothing",
    ways: [usdm, ...oneOfEach.slice(2)],
    async run(make, way) {
      const world = make();
      const watch = await world.live();
      world.account.emit(way.simulated, { e: way.event, T: 1, s: "x".repeat(2 ** 20) });
      for (const socket of world.exchange.sockets)
        socket.send(`{"e":"X","s":"${"x".repeat(10 * 2 ** 20)}"}`);
      world.emit();
      await world.clock.advance(SECOND);
      equal(watch.stream.state, "live", "the state");
      equal(watch.stream.stats().reconnects, 0, "reconnects");
      holds(watch.items.length >= 2, "the events are delivered");
      await world.finish({ mayFind: ["foreign"] });
    },
  },
  {
    of: "I1",
    title: "a stream that wants some events only is given those, and its numbers have no holes",
    ways: oneOfEach,
    async run(make, way) {
      const world = make();
      const watch = await world.live({ events: [way.event] as never });
      world.traffic(50);
      await world.clock.advance(5 * SECOND);
      equal([...new Set(watch.items.map(({ type }) => type))], [way.event], "types");
      await world.finish({ events: [way.event] });
    },
  },
];

function eventsIn(items: readonly StreamItem[]): readonly AccountEvent[] {
  return items.filter(({ type }) => type !== "gap") as AccountEvent[];
}

/** The order that an event tells of: on futures a field of the event, on spot the event. */
function orderIn({
  type,
  data,
}: AccountEvent): readonly { readonly i: unknown; readonly t: unknown }[] {
  const fields = data as unknown as { readonly o?: { i: unknown; t: unknown } };
  if (type === "ORDER_TRADE_UPDATE" && fields.o) return [fields.o];
  return type === "executionReport" ? [fields as unknown as { i: unknown; t: unknown }] : [];
}
