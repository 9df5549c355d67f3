import { describe, expect, test } from "vitest";
import type { ProductId } from "../src/index.ts";
import { tradeFor, units, type ReadEvent, type Traded } from "./audits/account-events.ts";
import { Audit, SOUND } from "./audits/audit.ts";
import { FuturesAuditor } from "./audits/futures-audit.ts";
import { auditOptions } from "./audits/options-audit.ts";
import { auditOrders, auditQuotes } from "./audits/order-audit.ts";
import { auditBalances } from "./audits/spot-audit.ts";

const STEPS = 600;

/** Read by several audits, changed by none. */
const traded = new Map<ProductId, Promise<Traded>>();

/** Lets an account trade, and has its events audited. */
async function audited(
  product: ProductId,
  audit: (events: readonly ReadEvent[], into: Audit) => void,
): Promise<Audit> {
  const trading = traded.get(product) ?? tradeFor(product, STEPS);
  traded.set(product, trading);
  const { events } = await trading;
  const result = new Audit();
  audit(events, result);
  return result;
}

describe.each([
  "spot",
  "margin-isolated-SOLUSDC",
  "umfutures",
  "cmfutures",
  "options",
  "portfolio-margin",
] as const)("orders on %s", (product) => {
  test("are filled by their fills, in states that follow each other", async () => {
    expect((await audited(product, auditOrders)).verdict).toEqual(SOUND);
  });
});

describe.each(["spot", "margin-cross", "margin-isolated-SOLUSDC", "portfolio-margin"] as const)(
  "balances on %s",
  (product) => {
    test("move by price, quantity, commission and deposit, to the last digit", async () => {
      expect((await audited(product, auditBalances)).verdict).toEqual(SOUND);
    });

    test("quote quantities are price times quantity", async () => {
      expect((await audited(product, auditQuotes)).verdict).toEqual(SOUND);
    });
  },
);

describe.each([
  ["umfutures", undefined],
  ["cmfutures", undefined],
  ["portfolio-margin", "UM"],
  ["portfolio-margin", "CM"],
] as const)("positions on %s %s", (product, unit) => {
  test("move by the fills, wallets by profit, commission and funding", async () => {
    const audit = await audited(product, (events, into) => {
      const auditor = new FuturesAuditor(into, product === "umfutures");
      for (const event of events.filter(({ fs }) => fs === unit)) auditor.follow(event);
    });
    expect(audit.verdict).toEqual(SOUND);
  });
});

test("options pay premiums and fees, and hold what was filled", async () => {
  expect((await audited("options", auditOptions)).verdict).toEqual(SOUND);
});

test("margin risk tells debts that add up", async () => {
  const audit = await audited("margin-risk", (events, into) => {
    let debt = 0n;
    for (const event of events.filter(({ e }) => e === "USER_LIABILITY_CHANGE")) {
      const now = units(event["p"]);
      into.claim("a repayment lowers the debt", event["t"] === "REPAY", now < debt);
      into.claim("no debt is negative", now >= 0n, true);
      debt = now;
    }
  });
  expect(audit.verdict).toEqual(SOUND);
});

test("portfolio margin liabilities add up", async () => {
  const { events } = await tradeFor("portfolio-margin", STEPS);
  const liabilities = events.filter(({ e }) => e === "liabilityChange");
  const total = liabilities.reduce((sum, { p }) => sum + units(p), 0n);
  expect(units(liabilities.at(-1)?.["l"])).toBe(total);
  expect(liabilities.every(({ T }) => typeof T === "bigint")).toBe(true);
});
