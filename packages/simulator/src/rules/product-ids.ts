/** A user data stream of an account. Each isolated margin pair is one of its own. */
export type ProductId =
  | "spot"
  | "margin-cross"
  | `margin-isolated-${string}`
  | "margin-risk"
  | "umfutures"
  | "cmfutures"
  | "options"
  | "portfolio-margin"
  | "portfolio-margin-pro";

/** The margin accounts that listen tokens are for. */
export type MarginProduct = Extract<ProductId, "margin-cross" | `margin-isolated-${string}`>;

/** What can be subscribed to on the WebSocket API. */
export type SubscribedProduct = "spot" | MarginProduct;

/** What listen keys are kept apart by: an account has at most one live key in each. */
export type KeySpace = Exclude<ProductId, "portfolio-margin-pro">;

/** A product without its parameter. */
export type ProductFamily = Exclude<ProductId, `margin-isolated-${string}`> | "margin-isolated";

const ISOLATED = "margin-isolated-";

/** The product of one isolated margin pair. */
export function isolatedProduct(symbol: string): `margin-isolated-${string}` {
  return `${ISOLATED}${symbol}`;
}

/** The pair of an isolated margin product. */
export function isolatedSymbol(product: ProductId): string | undefined {
  return product.startsWith(ISOLATED) ? product.slice(ISOLATED.length) : undefined;
}

/** A product without its parameter. */
export function familyOf(product: ProductId): ProductFamily {
  return isolatedSymbol(product) === undefined ? (product as ProductFamily) : "margin-isolated";
}

/** Whose listen keys open the stream: Portfolio Margin Pro has none of its own and uses those of USD-M futures. */
export function keySpaceOf(product: ProductId): KeySpace {
  return product === "portfolio-margin-pro" ? "umfutures" : product;
}

/** The products whose listen keys open a product's stream. */
export function keyFamilyOf(family: ProductFamily): ProductFamily {
  return family === "portfolio-margin-pro" ? "umfutures" : family;
}
