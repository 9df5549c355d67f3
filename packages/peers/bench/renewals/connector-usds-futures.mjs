// https://www.npmjs.com/package/@binance/derivatives-trading-usds-futures
import { DerivativesTradingUsdsFutures } from "@binance/derivatives-trading-usds-futures";

/** @returns Renews the listen key of the USD-M account. */
export function renewals({ rest }) {
  const { restAPI } = new DerivativesTradingUsdsFutures({
    configurationRestAPI: { apiKey: "bench", apiSecret: "secret", basePath: rest },
  });
  return async () => (await restAPI.keepaliveUserDataStream()).data();
}
