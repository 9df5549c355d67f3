import { cmfutures } from "@listenkey/cmfutures";
import type { ListenKeyProduct } from "@listenkey/core";
import { margin } from "@listenkey/margin";
import { options } from "@listenkey/options";
import { portfolioMargin, portfolioMarginPro } from "@listenkey/portfolio-margin";
import type { ProductId } from "@listenkey/simulator";
import { spot } from "@listenkey/spot";
import { umfutures } from "@listenkey/umfutures";

/** A product that takes part in the day, with an account of its own. */
export interface DemoProduct {
  /** What people call it: the value of `--product`, and the id of its account on the exchange. */
  readonly name: string;
  /** What the manager is given. */
  readonly product: ListenKeyProduct;
  /** What the exchange calls it. */
  readonly exchangeId: ProductId;
  /** What its requests are counted in. */
  readonly pool: DemoPool;
}

/** A rate-limit pool, as the judge knows it: not from the product packages, for those are on trial. */
export interface DemoPool {
  readonly id: string;
  /** Whether it counts per IP address, so for all accounts of the day together, or per account. */
  readonly scope: "ip" | "account";
  /** Whether its 429 says how long to wait, with `Retry-After`. */
  readonly saysRetryAfter: boolean;
}

const api: DemoPool = { id: "api", scope: "ip", saysRetryAfter: true };
const sapi: DemoPool = { id: "sapi-uid", scope: "account", saysRetryAfter: true };
const fapi: DemoPool = { id: "fapi", scope: "ip", saysRetryAfter: false };
const eapi: DemoPool = { id: "eapi", scope: "ip", saysRetryAfter: false };
const papi: DemoPool = { id: "papi", scope: "ip", saysRetryAfter: false };

/** The pair of the isolated margin account. */
const PAIR = "BTCUSDT";

/** Every product, in the order of the tables. */
export const lineUp: readonly DemoProduct[] = [
  { name: "spot", product: spot, exchangeId: "spot", pool: api },
  { name: "margin-cross", product: margin.cross, exchangeId: "margin-cross", pool: sapi },
  {
    name: "margin-isolated",
    product: margin.isolated(PAIR),
    exchangeId: `margin-isolated-${PAIR}`,
    pool: sapi,
  },
  { name: "margin-risk", product: margin.risk, exchangeId: "margin-risk", pool: sapi },
  { name: "umfutures", product: umfutures, exchangeId: "umfutures", pool: fapi },
  { name: "cmfutures", product: cmfutures, exchangeId: "cmfutures", pool: fapi },
  { name: "options", product: options, exchangeId: "options", pool: eapi },
  {
    name: "portfolio-margin",
    product: portfolioMargin,
    exchangeId: "portfolio-margin",
    pool: papi,
  },
  {
    name: "portfolio-margin-pro",
    product: portfolioMarginPro,
    exchangeId: "portfolio-margin-pro",
    pool: fapi,
  },
];
