// A client's process that keeps nothing of what it is given, and tells how large its heap is.
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import { library } from "../../machine/library-entry.ts";
import { WAYS } from "../../plan/ways.ts";
import type { SoakOrder, SoakReport } from "../messages.ts";
import { every } from "../time/real-time.ts";
import { ScaledClock } from "../time/scaled-clock.ts";

/** How often the heap is measured, in real milliseconds. */
const MEASURE_MS = 1_000;

const { gc } = globalThis;
let stop: (() => Promise<void>) | undefined;

process.on("message", (order: SoakOrder) => void obey(order));
process.on("disconnect", () => process.exit());

async function obey(order: SoakOrder): Promise<void> {
  if (order.order === "start") stop = start(order);
  else {
    await stop?.();
    process.disconnect();
  }
}

function start({
  client,
  way: name,
  access,
  origin,
  scale,
}: Extract<SoakOrder, { order: "start" }>) {
  const way = WAYS[name];
  const transport = nodeHttpTransport();
  const stream = library.openUserDataStream({
    product: library.products[way.product],
    access: way.access,
    account: client.account,
    sockets: client.sockets,
    environment: access.environment,
    apiKey: access.apiKey,
    transport,
    clock: new ScaledClock({ origin, scale }),
    requestTimeoutMs: Math.max(10_000, 1_500 * scale),
  });
  // Each event is read, so that what reading one leaves behind would show.
  stream.on("event", (item) => void ("data" in item && item.data));
  const stopMeasuring = every(MEASURE_MS, () => {
    gc?.();
    const { events, gaps, rotations, reconnects } = stream.stats();
    const { heapUsed } = process.memoryUsage();
    tell({ told: "heap", heapUsed, state: stream.state, events, gaps, rotations, reconnects });
  });
  return async () => {
    stopMeasuring();
    await stream.close();
    transport.close?.();
  };
}

function tell(report: SoakReport): void {
  if (process.connected) process.send?.(report);
}
