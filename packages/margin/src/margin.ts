import { configurationError, type ListenKeyProduct } from "@listenkey/core/product";
import type { MarginRiskEvent } from "./margin-risk-event.ts";
import { risk } from "./risk.ts";
import { type MarginTradeProduct, tradeProduct } from "./trade-product.ts";

/** The user data streams of Binance margin trading. */
export interface MarginProducts {
  /** Orders and balances of the cross margin account. */
  readonly cross: MarginTradeProduct;
  /** Margin calls and liabilities of the cross margin account. */
  readonly risk: ListenKeyProduct<MarginRiskEvent>;
  /**
   * Orders and balances of one isolated margin pair, which is an account of its own.
   *
   * Source: https://developers.binance.com/docs/margin_trading/trade-data-stream as it stood before 2025-11-10, and
   * its page Listen-Token-Websocket-API. That page types `isIsolated` BOOLEAN, so it is sent as `true`.
   *
   * @param symbol The pair as the exchange spells it, e.g. `BTCUSDT`.
   * @throws `CONFIGURATION` for a symbol that is empty or padded with spaces.
   */
  isolated(symbol: string): MarginTradeProduct;
}

/**
 * Binance margin: `margin.cross`, `margin.isolated("BTCUSDT")` and `margin.risk`.
 *
 * Binance's own hosts have switched the listen keys of cross and isolated margin off and serve listen tokens instead;
 * Binance-compatible hosts still serve them. The risk stream's listen keys are in service.
 */
export const margin: MarginProducts = {
  cross: tradeProduct({ id: "margin-cross", listenKeyPath: "/sapi/v1/userDataStream" }),
  risk,
  isolated(symbol) {
    assertSymbol(symbol);
    return tradeProduct({
      id: `margin-isolated-${symbol}`,
      listenKeyPath: "/sapi/v1/userDataStream/isolated",
      listenKeyParams: { symbol },
      listenTokenParams: { isIsolated: "true", symbol },
    });
  },
};

function assertSymbol(symbol: unknown): void {
  if (typeof symbol === "string" && symbol !== "" && symbol.trim() === symbol) return;
  throw configurationError(
    'margin.isolated(symbol): the symbol must be a text without spaces around it, e.g. "BTCUSDT"',
  );
}
