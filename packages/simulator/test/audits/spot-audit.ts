import { exactly, units, type Fields, type ReadEvent } from "./account-events.ts";
import type { Audit } from "./audit.ts";

interface Balance {
  readonly free: bigint;
  readonly locked: bigint;
}

/** Balances worked out from execution reports and deposits alone. */
class Balances {
  readonly #byAsset = new Map<string, Balance>();

  of(asset: string): Balance {
    return this.#byAsset.get(asset) ?? { free: 0n, locked: 0n };
  }

  move(asset: string, free: bigint, locked = 0n): void {
    const before = this.of(asset);
    this.#byAsset.set(asset, { free: before.free + free, locked: before.locked + locked });
  }
}

/** Balances move by price, quantity, commission and deposit, to the last digit. */
export function auditBalances(events: readonly ReadEvent[], audit: Audit): void {
  const balances = new Balances();
  for (const event of events) {
    if (event.e === "balanceUpdate") balances.move(event["a"] as string, units(event["d"]));
    if (event.e === "executionReport") applyReport(event, balances, audit);
    if (event.e !== "outboundAccountPosition") continue;
    for (const { a, f, l } of event["B"] as { a: string; f: string; l: string }[]) {
      audit.claim(`free ${a}`, units(f), balances.of(a).free);
      audit.claim(`locked ${a}`, units(l), balances.of(a).locked);
      audit.claim("no debts", units(f) >= 0n && units(l) >= 0n, true);
    }
  }
}

function applyReport(report: Fields, balances: Balances, audit: Audit): void {
  const symbol = report["s"] as string;
  // Every quote here has four letters.
  const [base, quote] = [symbol.slice(0, -4), symbol.slice(-4)];
  const isBuy = report["S"] === "BUY";
  const price = units(report["p"]);
  const reserve = (quantity: bigint): bigint => (isBuy ? exactly(price, quantity) : quantity);
  const reserved = isBuy ? quote : base;
  const left = units(report["q"]) - units(report["z"]);
  if (report["x"] === "NEW") balances.move(reserved, -reserve(left), reserve(left));
  if (report["x"] === "CANCELED") balances.move(reserved, reserve(left), -reserve(left));
  if (report["x"] !== "TRADE") return;
  const quantity = units(report["l"]);
  const value = units(report["Y"]);
  const got = isBuy ? base : quote;
  audit.claim("commission asset", report["N"], got);
  balances.move(reserved, reserve(quantity) - (isBuy ? value : quantity), -reserve(quantity));
  balances.move(got, (isBuy ? quantity : value) - units(report["n"]));
}
