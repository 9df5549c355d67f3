// For users.
export { nodeHttpTransport } from "./node-http-transport.ts";
export type { NodeHttpTransportOptions } from "./node-http-transport.ts";
