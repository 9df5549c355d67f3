import type { ProductId } from "@listenkey/simulator";
import type { StreamAccess } from "@listenkey/stream";

/** A product, and how its stream is obtained. */
export interface Way {
  readonly name: WayName;
  /** The name of the product's value in a `Library`. */
  readonly product: ProductName;
  /** What the exchange calls it. */
  readonly exchangeId: ProductId;
  /** Whose listen keys it takes, as the exchange calls them; absent where it takes none. */
  readonly keysOf?: Exclude<ProductId, "portfolio-margin-pro">;
  readonly access: StreamAccess;
  /** Binance itself, or an exchange that still serves what Binance has switched off. */
  readonly host: "binance" | "compatible";
  /** Whether the subscription is signed. */
  readonly signs: boolean;
  /** An event that the product documents, for events that are counted and not read. */
  readonly event: string;
}

/** The names of products in a library. */
export type ProductName =
  | "spot"
  | "marginCross"
  | "marginIsolated"
  | "marginRisk"
  | "umfutures"
  | "cmfutures"
  | "options"
  | "portfolioMargin"
  | "portfolioMarginPro";

/** Every way, by its name. */
export type WayName =
  | "umfutures"
  | "cmfutures"
  | "options"
  | "portfolio-margin"
  | "portfolio-margin-pro"
  | "margin-risk"
  | "spot by key"
  | "margin-cross by key"
  | "margin-cross by token"
  | "margin-isolated by token"
  | "spot by signature";

function byKey(
  name: WayName & Exclude<ProductId, "portfolio-margin-pro">,
  product: ProductName,
  event: string,
): Way {
  return {
    name,
    product,
    exchangeId: name,
    keysOf: name,
    access: "listenKey",
    host: "binance",
    signs: false,
    event,
  };
}

/** An event of spot and margin, and one of futures. */
const BALANCE = "balanceUpdate";
const CONFIG = "ACCOUNT_CONFIG_UPDATE";

const byToken = {
  access: "listenToken",
  host: "binance",
  signs: false,
  event: BALANCE,
} as const;

const byOldKey = { access: "listenKey", host: "compatible", signs: false, event: BALANCE } as const;

/** Every product, on each way there is to its stream. */
export const WAYS: Readonly<Record<WayName, Way>> = {
  umfutures: byKey("umfutures", "umfutures", CONFIG),
  cmfutures: byKey("cmfutures", "cmfutures", CONFIG),
  options: byKey("options", "options", "GREEK_UPDATE"),
  "portfolio-margin": byKey("portfolio-margin", "portfolioMargin", CONFIG),
  "portfolio-margin-pro": {
    ...byKey("umfutures", "portfolioMarginPro", "riskLevelChange"),
    name: "portfolio-margin-pro",
    exchangeId: "portfolio-margin-pro",
  },
  "margin-risk": byKey("margin-risk", "marginRisk", "MARGIN_LEVEL_STATUS_CHANGE"),
  "spot by key": {
    name: "spot by key",
    product: "spot",
    exchangeId: "spot",
    keysOf: "spot",
    ...byOldKey,
  },
  "margin-cross by key": {
    name: "margin-cross by key",
    product: "marginCross",
    exchangeId: "margin-cross",
    keysOf: "margin-cross",
    ...byOldKey,
  },
  "margin-cross by token": {
    name: "margin-cross by token",
    product: "marginCross",
    exchangeId: "margin-cross",
    ...byToken,
  },
  "margin-isolated by token": {
    name: "margin-isolated by token",
    product: "marginIsolated",
    exchangeId: "margin-isolated-BTCUSDT",
    ...byToken,
  },
  "spot by signature": {
    name: "spot by signature",
    product: "spot",
    exchangeId: "spot",
    access: "subscription",
    host: "binance",
    signs: true,
    event: BALANCE,
  },
};

/** The names of all ways, in the order of the tables. */
export const WAY_NAMES = Object.keys(WAYS) as readonly WayName[];
