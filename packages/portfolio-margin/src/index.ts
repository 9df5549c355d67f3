export { portfolioMargin } from "./portfolio-margin.ts";
export type { PortfolioMarginEvent } from "./portfolio-margin-event.ts";
export { portfolioMarginPro } from "./portfolio-margin-pro.ts";
export type { PortfolioMarginProEvent } from "./portfolio-margin-pro-event.ts";
