// The exchange's process: obeys the director, and ends with it.
import type { ExchangeOrder, ExchangeReport } from "../messages.ts";
import { ChaosExchange } from "./chaos-exchange.ts";

let exchange: ChaosExchange | undefined;
/** Orders are obeyed one after the other. */
let obeyed: Promise<void> = Promise.resolve();

process.on("message", (order: ExchangeOrder) => {
  obeyed = obeyed.then(() => obey(order));
});
process.on("disconnect", () => process.exit());

async function obey(order: ExchangeOrder): Promise<void> {
  if (order.order === "start") {
    exchange = new ChaosExchange(order);
    return tell({ told: "listening", clients: await exchange.start() });
  }
  if (exchange === undefined) return;
  const report = await carryOut(order, exchange);
  if (report !== undefined) tell(report);
  if (order.order === "end") process.disconnect();
}

async function carryOut(
  { order }: Exclude<ExchangeOrder, { order: "start" }>,
  at: ChaosExchange,
): Promise<ExchangeReport | void> {
  switch (order) {
    case "cutOff":
      return at.cutOff();
    case "unplug":
      return at.unplug();
    case "comeBack":
      await at.comeBack();
      return { told: "cameBack" };
    case "announceShutdown":
      return at.announceShutdown();
    case "stopLoad":
      return { told: "loadStopped", load: at.stopLoad() };
    case "end":
      return { told: "ended", ...(await at.end()) };
  }
}

function tell(report: ExchangeReport): void {
  process.send?.(report);
}
