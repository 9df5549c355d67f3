// https://www.npmjs.com/package/binance
import { USDMClient } from "binance";

/** @returns Renews the listen key of the USD-M account. */
export function renewals({ rest }) {
  const client = new USDMClient({ api_key: "bench", api_secret: "secret", baseUrl: rest });
  return () => client.keepAliveFuturesUserDataListenKey();
}
