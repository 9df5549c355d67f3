/**
 * A deposit, a withdrawal, or a transfer between wallets.
 *
 * Source: user-data-stream.md of https://github.com/binance/binance-spot-api-docs, "Balance Update".
 */
export interface BalanceUpdate {
  /** Event type. */
  readonly e: "balanceUpdate";
  /** When the event was sent, in epoch milliseconds. */
  readonly E: number;
  /** Asset, e.g. `BTC`. */
  readonly a: string;
  /** By how much the balance changed, a signed decimal string. */
  readonly d: string;
  /** Clear time, in epoch milliseconds. The documents always show it, the binary schema lets it be absent. */
  readonly T?: number;
}
