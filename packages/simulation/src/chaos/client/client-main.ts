// A client's process: obeys the director, ends by itself when its stream is closed, and ends with the director.
import type { ClientOrder } from "../messages.ts";
import { every } from "../time/real-time.ts";
import { ChaosClientRun } from "./chaos-client.ts";

/** How often the director hears of it, in real milliseconds. */
const REPORT_MS = 1_000;

let client: ChaosClientRun | undefined;

const abandoned = (): void => process.exit();

process.on("message", (order: ClientOrder) => void obey(order));
process.on("disconnect", abandoned);
process.on("uncaughtExceptionMonitor", (error) => client?.uncaught(error));
process.on("exit", () => client?.end());

async function obey(order: ClientOrder): Promise<void> {
  if (order.order === "start") {
    const started = new ChaosClientRun(order);
    client = started;
    every(REPORT_MS, () => process.connected && process.send?.(started.report()));
    return;
  }
  process.off("disconnect", abandoned);
  await client?.close();
  // From here on nothing but what the library has left behind keeps the process.
  process.disconnect();
}
