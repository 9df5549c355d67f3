// https://www.npmjs.com/package/binance
import { WebsocketClient } from "binance";

/** Hears every event of the USD-M account, and reads the order in it. */
export async function events({ environmentOf, read, hear }) {
  const { rest, stream } = environmentOf("umfutures");
  const quiet = () => {};
  const client = new WebsocketClient(
    { api_key: "bench", api_secret: "secret", wsUrl: stream, restOptions: { baseUrl: rest } },
    { trace: quiet, info: quiet, error: quiet },
  );
  client.on("message", (event) => {
    read(event);
    hear();
  });
  const opened = new Promise((resolve) => client.on("open", resolve));
  await client.subscribeUsdFuturesUserDataStream();
  await opened;
}
