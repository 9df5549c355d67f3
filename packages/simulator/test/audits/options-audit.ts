import { exactly, units, type Fields, type ReadEvent } from "./account-events.ts";
import type { Audit } from "./audit.ts";
import { changeBy } from "./order-audit.ts";

/** Options pay premiums and fees, and hold what was filled. */
export function auditOptions(events: readonly ReadEvent[], audit: Audit): void {
  const amounts = new Map<unknown, bigint>();
  let balance = units("1000000");
  for (const event of events) {
    const order = event["o"] as Fields | undefined;
    if (event.e === "ORDER_TRADE_UPDATE" && order?.["x"] === "TRADE") {
      const change = changeBy(order);
      amounts.set(order["s"], (amounts.get(order["s"]) ?? 0n) + change);
      audit.claim("a fee is a negative commission", units(order["n"]) < 0n, true);
      balance += units(order["n"]) - exactly(units(order["L"]), change);
    }
    if (event.e === "ACCOUNT_UPDATE") {
      audit.claim("balance", units(event["b"]), balance);
      audit.claim("equity", units(event["eq"]), balance + units(event["m"]));
    }
    if (event.e !== "BALANCE_POSITION_UPDATE") continue;
    const [held] = event["P"] as { s: string; c: string }[];
    audit.claim("position", units(held?.c), amounts.get(held?.s));
  }
}
