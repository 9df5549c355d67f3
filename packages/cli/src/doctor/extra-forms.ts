import type { SocketForm } from "@listenkey/core/product";

/** `/private/ws?listenKey=…`: how USD-M is opened; asked about on options, of which nobody reports it. */
const privateQuery: SocketForm = {
  name: "query",
  url: (stream, listenKey, events) =>
    `${stream}/private/ws?listenKey=${encodeURIComponent(listenKey)}&events=${events.map(encodeURIComponent).join("/")}`,
};

/** `/private/ws/…`: where USD-M has moved to; asked about on COIN-M, of which nothing was announced. */
const privatePath: SocketForm = {
  name: "private",
  url: (stream, listenKey) => `${stream}/private/ws/${encodeURIComponent(listenKey)}`,
};

/** `SUBSCRIBE` behind another path, as Binance's own connectors do. */
function subscribed(path: string): SocketForm {
  return { name: "subscribe", path, items: (listenKey) => [listenKey], maxItems: 1 };
}

/**
 * Ways to open the stream that no document settles, and that the products do not use; by product. That one of them is
 * silent is no fault.
 */
export const extraForms: Readonly<Record<string, readonly SocketForm[]>> = {
  cmfutures: [subscribed("/stream"), privatePath],
  options: [privateQuery],
  "portfolio-margin": [subscribed("/pm/stream")],
  "portfolio-margin-pro": [subscribed("/pm-classic/stream")],
};
