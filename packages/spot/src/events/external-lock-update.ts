/**
 * A part of the spot wallet was locked or released by another system, e.g. as margin collateral. Since 2024-12.
 *
 * Source: user-data-stream.md of https://github.com/binance/binance-spot-api-docs, "External Lock Update".
 */
export interface ExternalLockUpdate {
  /** Event type. */
  readonly e: "externalLockUpdate";
  /** When the event was sent, in epoch milliseconds. */
  readonly E: number;
  /** Asset, e.g. `NEO`. */
  readonly a: string;
  /** By how much the locked part changed, a signed decimal string. The documents leave the sign's meaning open. */
  readonly d: string;
  /** Transaction time, in epoch milliseconds. */
  readonly T: number;
}
