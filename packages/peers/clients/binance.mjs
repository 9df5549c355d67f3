// https://www.npmjs.com/package/binance
import { WebsocketAPIClient, WebsocketClient, WS_KEY_MAP } from "binance";
import { orderEventId } from "../rig/order-event.mjs";

const quiet = () => {};
const logger = { trace: quiet, info: quiet, error: quiet };

/** A listen key over REST, heard on `/private/stream?listenKey=…`. */
export const umfutures = overListenKey((client) => client.subscribeUsdFuturesUserDataStream());

/** A listen key over REST, heard on `/ws/…`. */
export const cmfutures = overListenKey((client) => client.subscribeCoinFuturesUserDataStream());

/** A listen key over REST, heard on `/pm/ws/…`. */
export const portfolioMargin = overListenKey((client) =>
  client.subscribePortfolioMarginUserDataStream(),
);

/** `userDataStream.subscribe.signature` on the WebSocket API. */
export const spot = overWebSocketApi(WS_KEY_MAP.mainWSAPI);

/** A listen token over REST, and `userDataStream.subscribe.listenToken` on the WebSocket API. */
export const marginCross = overWebSocketApi(WS_KEY_MAP.marginUserData);

function overListenKey(subscribe) {
  return async (market, hear) => {
    const client = new WebsocketClient(optionsFor(market), logger);
    client.on("message", (event) => hear(orderEventId(event)));
    // It does not throw what went wrong.
    const failure = new Promise((_, reject) => {
      client.on("exception", ({ error }) => reject(new Error(error)));
    });
    await Promise.race([subscribe(client), failure]);
    return () => client.closeAll(true);
  };
}

function overWebSocketApi(connection) {
  return async (market, hear) => {
    const options = { ...optionsFor(market), attachEventListeners: false };
    const client = new WebsocketAPIClient(options, logger);
    client.getWSClient().on("message", (event) => hear(orderEventId(event)));
    await client.subscribeUserDataStream(connection);
    return () => client.disconnectAll();
  };
}

function optionsFor({ account, plain }) {
  const { apiKey, secret } = account.credentials();
  return {
    api_key: apiKey,
    api_secret: secret,
    wsUrl: plain.stream,
    restOptions: { baseUrl: plain.rest },
  };
}
