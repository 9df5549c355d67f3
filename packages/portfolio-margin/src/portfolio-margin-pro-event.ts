import type { PmProAccountUpdate } from "./events/pm-pro-account-update.ts";
import type { RiskLevelChange } from "./events/risk-level-change.ts";
import type { UniMmrDrop } from "./events/uni-mmr-drop.ts";

/**
 * What the portfolio margin pro stream delivers, told apart by `e`. It is about risk only: orders and positions of such
 * an account come on its USD-M, COIN-M and margin streams.
 *
 * Source: https://developers.binance.com/docs/derivatives/portfolio-margin-pro/portfolio-margin-pro-user-data-stream
 */
export type PortfolioMarginProEvent = RiskLevelChange | PmProAccountUpdate | UniMmrDrop;
