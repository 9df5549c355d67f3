/**
 * The listen key of the connection has expired; nothing more comes, and the socket stays open. Streams act on it and do
 * not deliver it.
 *
 * Source: https://developers.binance.com/docs/derivatives/coin-margined-futures/user-data-streams/Event-User-Data-Stream-Expired
 */
export interface ListenKeyExpired {
  /** Event type. */
  readonly e: "listenKeyExpired";
  /** Event time, epoch milliseconds: when it was sent. A string on other products' pages. */
  readonly E: number | string;
  /** The expired key, in clear: a secret. Absent in older payloads. */
  readonly listenKey?: string;
}
