/**
 * The listen key of the connection has expired; nothing more comes, and the socket stays open. Streams act on it and do
 * not deliver it.
 *
 * Source: https://developers.binance.com/docs/derivatives/options-trading/user-data-streams/Event-User-Data-Stream-Expired
 */
export interface ListenKeyExpired {
  /** Event type. */
  readonly e: "listenKeyExpired";
  /** Event time, epoch milliseconds: when it was sent. The page prints a string. */
  readonly E: string | number;
  /** The expired key, in clear: a secret. */
  readonly listenKey?: string;
}
