import type { CustomEnvironment, Product } from "@listenkey/core";
import { cmfutures } from "@listenkey/cmfutures";
import { margin } from "@listenkey/margin";
import { options } from "@listenkey/options";
import { portfolioMargin, portfolioMarginPro } from "@listenkey/portfolio-margin";
import type { KeySpace, ProductId } from "@listenkey/simulator";
import { spot } from "@listenkey/spot";
import type { StreamAccess } from "@listenkey/stream";
import { umfutures } from "@listenkey/umfutures";

/** A product and one of the ways to its stream. */
export interface Way {
  readonly name: string;
  readonly product: Product;
  /** What the simulator calls the product. */
  readonly simulated: ProductId;
  readonly access: StreamAccess;
  readonly environment: "live" | CustomEnvironment;
  /** Whose listen keys it takes; absent where it takes none. */
  readonly keysOf?: KeySpace;
  /** A documented event of the product, for events that are counted and not read. */
  readonly event: string;
  /** What its signatures are made with; absent where nothing is signed. */
  readonly signs?: "hmac" | "rsa" | "ed25519";
}

/** The simulator's Binance-compatible exchange, which still serves what Binance has switched off. */
const compatible: CustomEnvironment = {
  rest: "https://api.compatible.example",
  stream: "wss://stream.compatible.example",
};

const MARGIN_EVENT = "balanceUpdate";
const CONFIG_EVENT = "ACCOUNT_CONFIG_UPDATE";

/** A product that is heard with a listen key on Binance itself. */
function byKey(name: KeySpace, product: Product, event: string): Way {
  const environment = "live";
  return { name, product, simulated: name, access: "listenKey", environment, keysOf: name, event };
}

/** A product whose listen keys only compatible hosts still serve. */
function byRetiredKey(name: KeySpace, product: Product): Way {
  const way = byKey(name, product, MARGIN_EVENT);
  return { ...way, name: `${name} by key`, environment: compatible };
}

function byToken(simulated: KeySpace, product: Product): Way {
  const name = `${simulated} by token`;
  const environment = "live";
  return { name, product, simulated, access: "listenToken", environment, event: MARGIN_EVENT };
}

/** USD-M futures: the product on which the most is disputed. */
export const usdm: Way = byKey("umfutures", umfutures, CONFIG_EVENT);

/** Cross margin with listen tokens. */
export const crossToken: Way = byToken("margin-cross", margin.cross);

/** Spot with a signed subscription. */
export const spotSigned: Way = {
  name: "spot by signature",
  product: spot,
  simulated: "spot",
  access: "subscription",
  environment: "live",
  event: MARGIN_EVENT,
  signs: "hmac",
};

/** Portfolio Margin Pro, which has no listen keys of its own. */
const pro: Way = {
  ...byKey("umfutures", portfolioMarginPro, "riskLevelChange"),
  name: "portfolio-margin-pro",
  simulated: "portfolio-margin-pro",
};

/** Portfolio margin: its hosts may answer no questions. */
export const portfolio: Way = byKey("portfolio-margin", portfolioMargin, CONFIG_EVENT);

const isolated = margin.isolated("BTCUSDT");

/** Every way that goes by listen keys. */
export const keyWays: readonly Way[] = [
  usdm,
  byKey("cmfutures", cmfutures, CONFIG_EVENT),
  byKey("options", options, "GREEK_UPDATE"),
  portfolio,
  pro,
  byKey("margin-risk", margin.risk, "MARGIN_LEVEL_STATUS_CHANGE"),
  byRetiredKey("spot", spot),
  byRetiredKey("margin-cross", margin.cross),
];

/** Every way that goes by listen tokens. */
export const tokenWays: readonly Way[] = [crossToken, byToken("margin-isolated-BTCUSDT", isolated)];

/** Every way there is, but for other kinds of signatures. */
export const allWays: readonly Way[] = [...keyWays, ...tokenWays, spotSigned];

/** One way of each kind of access. */
export const oneOfEach: readonly Way[] = [usdm, crossToken, spotSigned];

/** Spot with the signatures that need a private key. */
export const privateKeyWays: readonly Way[] = [
  { ...spotSigned, name: "spot by RSA signature", signs: "rsa" },
  { ...spotSigned, name: "spot by Ed25519 signature", signs: "ed25519" },
];
