// For Node: the exchange behind real HTTP and WebSockets.
export { serveExchange } from "./faces/server/serve-exchange.ts";
export type { ExchangeServer, ServeOptions } from "./faces/server/serve-exchange.ts";
