// For users.
export { fetchTransport } from "./fetch-transport.ts";
export type { FetchTransportOptions } from "./fetch-transport.ts";
// What may be injected.
export type { Fetch, FetchAnswer, FetchInit } from "./fetch.ts";
export type { WebSocketConstructor, WebSocketLike } from "./web-socket.ts";
