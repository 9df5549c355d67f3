/**
 * The listen key has expired; nothing follows until there is a new one. Sent on listen-key streams alone, and not when
 * the stream is closed normally.
 *
 * Source: user-data-stream.md of https://github.com/binance/binance-spot-api-docs as it stood before 2025-10-24.
 */
export interface ListenKeyExpired {
  /** Event type. */
  readonly e: "listenKeyExpired";
  /** When the event was sent, in epoch milliseconds. The documents print it as a string. */
  readonly E: number | string;
  /** The key that has expired. Treat it as a secret all the same. */
  readonly listenKey: string;
}
