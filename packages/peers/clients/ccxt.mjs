// https://www.npmjs.com/package/ccxt
import { ExchangeClosedByUser, pro } from "ccxt";
import { idOf } from "../rig/order-event.mjs";

/** A listen key over REST, heard on `/private/ws?listenKey=…`. */
export const umfutures = watching(pro.binanceusdm);

/** A listen key over REST, heard on `/ws/…`. */
export const cmfutures = watching(pro.binancecoinm);

/** A listen key over REST, heard on `/pm/ws/…`. */
export const portfolioMargin = watching(pro.binanceusdm, { portfolioMargin: true });

/** `userDataStream.subscribe.signature` on the WebSocket API. */
export const spot = watching(pro.binance);

/** A listen token over REST, and `userDataStream.subscribe.listenToken` on the WebSocket API. */
export const marginCross = watching(pro.binance, { type: "margin" });

function watching(Client, params = {}) {
  return async ({ account, plain }, hear) => {
    const client = new Client(account.credentials());
    pointAt(plain, client.urls.api);
    // It speaks without TLS only after this.
    await client.loadHttpProxyAgent();
    // It would ask the exchange what it trades and what the account holds. Symbols that it does not know it passes on.
    client.setMarkets([]);
    client.options.watchPositions.fetchPositionsSnapshot = false;
    // Orders that come in before it watches are not told later.
    await client.authenticate(params);
    const watched = watchOrders(client, params, hear);
    return async () => {
      await client.close();
      await watched;
    };
  };
}

function pointAt({ rest, stream, wsApi }, addresses) {
  addresses.fapiPrivate = `${rest}/fapi/v1`;
  addresses.dapiPrivate = `${rest}/dapi/v1`;
  addresses.papi = `${rest}/papi/v1`;
  addresses.sapi = `${rest}/sapi/v1`;
  addresses.ws.future = `${stream}/ws`;
  addresses.ws.delivery = `${stream}/ws`;
  addresses.ws.papi = `${stream}/pm/ws`;
  addresses.ws["ws-api"].spot = wsApi;
}

async function watchOrders(client, params, hear) {
  try {
    for (;;) {
      const orders = await client.watchOrders(undefined, undefined, undefined, params);
      for (const { info } of orders) hear(idOf(info));
    }
  } catch (error) {
    if (!(error instanceof ExchangeClosedByUser)) throw error;
  }
}
