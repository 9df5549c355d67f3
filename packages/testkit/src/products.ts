import type { CustomEnvironment, ListenKeyProduct } from "@listenkey/core";
import { cmfutures } from "@listenkey/cmfutures";
import { margin } from "@listenkey/margin";
import { options } from "@listenkey/options";
import { portfolioMargin, portfolioMarginPro } from "@listenkey/portfolio-margin";
import { spot } from "@listenkey/spot";
import { umfutures } from "@listenkey/umfutures";

/** A product as it can be used today, and what the simulated exchange calls the keys it hands out. */
export interface UsableProduct {
  readonly product: ListenKeyProduct;
  readonly environment: "live" | CustomEnvironment;
  readonly keysOf: string;
}

/** The simulator's Binance-compatible exchange, which still serves what Binance has switched off. */
const compatible: CustomEnvironment = {
  rest: "https://api.compatible.example",
  stream: "wss://stream.compatible.example",
};

/** Every product, on hosts that serve it. */
export const usableProducts: readonly UsableProduct[] = [
  { product: spot, environment: compatible, keysOf: "spot" },
  { product: margin.cross, environment: compatible, keysOf: "margin-cross" },
  {
    product: margin.isolated("BTCUSDT"),
    environment: compatible,
    keysOf: "margin-isolated-BTCUSDT",
  },
  { product: margin.risk, environment: "live", keysOf: "margin-risk" },
  { product: umfutures, environment: "live", keysOf: "umfutures" },
  { product: cmfutures, environment: "live", keysOf: "cmfutures" },
  { product: options, environment: "live", keysOf: "options" },
  { product: portfolioMargin, environment: "live", keysOf: "portfolio-margin" },
  { product: portfolioMarginPro, environment: "live", keysOf: "umfutures" },
];
