import type { Row } from "../ground.ts";
import { withStandIn } from "./stand-in.ts";

/** What is opened: what `programs/scale.mjs` is told. */
interface Way {
  readonly what: "keys" | "streams" | "shared streams" | "two raw sockets";
  readonly count: number;
}

/** For how long it is left alone to see what it costs to do nothing, in milliseconds. */
const REST_MS = 4_000;

/** Memory of keys and streams that do nothing, the time to open them, and CPU at rest. */
export const scaleRow: Row = (ground) =>
  withStandIn(ground, async ({ port }) => {
    const plan = {
      title: "Scale: each key, and each stream",
      figures: [
        { name: "heap", head: "heap", unit: "B" },
        { name: "rss", head: "RSS", unit: "B" },
        { name: "openMs", head: "open all", unit: "ms" },
        { name: "restPercent", head: "CPU at rest", unit: "%" },
      ],
      contenders: [
        { name: "1,000 keys", way: { what: "keys", count: 1_000 } },
        { name: "10,000 keys", way: { what: "keys", count: 10_000 }, floor: "1,000 keys" },
        { name: "1,000 × two raw sockets", way: { what: "two raw sockets", count: 1_000 } },
        {
          name: "1,000 umfutures streams, two sockets each",
          way: { what: "streams", count: 1_000 },
          floor: "1,000 × two raw sockets",
        },
        {
          name: "1,000 spot streams, shared sockets",
          way: { what: "shared streams", count: 1_000 },
        },
      ],
      targets: [
        { contender: "10,000 keys", figure: "heap", atMost: 1_536 },
        { contender: "10,000 keys", figure: "heap", of: "1,000 keys", atLeast: 0.9, atMost: 1.1 },
        { contender: "1,000 spot streams, shared sockets", figure: "heap", atMost: 4_096 },
        { contender: "1,000 spot streams, shared sockets", figure: "rss", atMost: 8_192 },
        {
          contender: "1,000 umfutures streams, two sockets each",
          figure: "heap",
          of: "1,000 × two raw sockets",
          atMost: 1.3,
        },
      ],
    } as const;
    const section = await ground.measure<Way>(plan, ({ way }) =>
      ground.figuresOf("scale", { ...way, port, restMs: REST_MS }),
    );
    return [section];
  });
