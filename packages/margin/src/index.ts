export { margin } from "./margin.ts";
export type { MarginProducts } from "./margin.ts";
export type { MarginRiskEvent } from "./margin-risk-event.ts";
export type { MarginTradeEvent } from "./margin-trade-event.ts";
export type { MarginTradeProduct } from "./trade-product.ts";
