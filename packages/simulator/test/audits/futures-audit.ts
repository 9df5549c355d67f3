import { units, type Fields, type ReadEvent } from "./account-events.ts";
import type { Audit } from "./audit.ts";
import { changeBy } from "./order-audit.ts";

const FIRST_WALLET = units("100000");

interface AccountFields {
  readonly m: string;
  readonly B: readonly { readonly a: string; readonly wb: string; readonly bc: string }[];
  readonly P: readonly {
    readonly s: string;
    readonly pa: string;
    readonly cr: string;
    readonly ep: string;
  }[];
}

/** What one symbol's position must be, by the fills. */
interface Held {
  readonly amount: bigint;
  readonly realized: bigint;
  readonly entry: bigint;
}

/** Follows a futures account by its order events, and compares what its account events tell. */
export class FuturesAuditor {
  readonly #audit: Audit;
  readonly #isLinear: boolean;
  readonly #held = new Map<unknown, Held>();
  readonly #wallets = new Map<string, bigint>();
  readonly #lite: ReadEvent[] = [];
  #owed = 0n;

  constructor(audit: Audit, isLinear: boolean) {
    this.#audit = audit;
    this.#isLinear = isLinear;
  }

  follow(event: ReadEvent): void {
    const order = event["o"] as Fields | undefined;
    if (event.e === "TRADE_LITE") this.#lite.push(event);
    if (event.e === "ORDER_TRADE_UPDATE" && order?.["x"] === "TRADE") this.#trade(order);
    if (event.e === "ACCOUNT_UPDATE") this.#account(event["a"] as AccountFields);
  }

  #trade(order: Fields): void {
    const held = this.#heldOf(order["s"]);
    const change = changeBy(order);
    const profit = units(order["rp"]);
    if (this.#isLinear) {
      this.#audit.claim("profit", profit, profitOf(held, change, units(order["L"])));
      const twin = this.#lite.shift();
      this.#audit.claim("the light twin's trade", twin?.["t"], order["t"]);
      this.#audit.claim("the light twin's quantity", twin?.["l"], order["l"]);
    }
    this.#audit.claim("a commission is paid", units(order["n"]) >= 0n, true);
    this.#held.set(order["s"], {
      entry: entryAfter(held, change, units(order["L"])),
      amount: held.amount + change,
      realized: held.realized + profit,
    });
    this.#owed = profit - units(order["n"]);
  }

  #account({ m, B, P }: AccountFields): void {
    for (const { a, wb, bc } of B) {
      const before = this.#wallets.get(a) ?? FIRST_WALLET;
      const change = m === "ORDER" ? this.#owed : units(bc);
      this.#audit.claim(`wallet ${a}`, units(wb), before + change);
      this.#wallets.set(a, units(wb));
    }
    for (const { s, pa, cr, ep } of P) {
      const held = this.#heldOf(s);
      this.#audit.claim(`position ${s}`, units(pa), held.amount);
      this.#audit.claim(`realized ${s}`, units(cr), held.realized);
      this.#audit.claim("an entry price where there is a position", ep === "0", pa === "0");
      if (this.#isLinear) this.#audit.claim(`entry ${s}`, units(ep), held.entry);
    }
  }

  #heldOf(symbol: unknown): Held {
    return this.#held.get(symbol) ?? { amount: 0n, realized: 0n, entry: 0n };
  }
}

/** The difference to the entry price, on what a change closes. */
function profitOf({ amount, entry }: Held, change: bigint, price: bigint): bigint {
  const isClosing = amount !== 0n && amount > 0n !== change > 0n;
  if (!isClosing) return 0n;
  const closesAll = change < 0n ? -change >= amount : change >= -amount;
  return ((price - entry) * (closesAll ? amount : -change)) / 100_000_000n;
}

/** Unchanged by closing a part, the new price where a position begins or turns, else the average. */
function entryAfter({ amount, entry }: Held, change: bigint, price: bigint): bigint {
  const after = amount + change;
  if (after === 0n) return 0n;
  if (amount === 0n || amount > 0n !== after > 0n) return price;
  if (amount > 0n !== change > 0n) return entry;
  return (amount * entry + change * price) / after;
}
