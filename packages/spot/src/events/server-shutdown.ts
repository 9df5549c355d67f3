/**
 * The server is about to close the connection. It concerns all subscriptions on it. Since 2026-05.
 *
 * Source: web-socket-api.md of https://github.com/binance/binance-spot-api-docs
 */
export interface ServerShutdown {
  /** Event type. */
  readonly e: "serverShutdown";
  /** When the event was sent, in epoch milliseconds. */
  readonly E: number;
}
