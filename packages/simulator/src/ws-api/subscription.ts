import type { SubscribedRecord } from "../log/log-record.ts";
import type { SubscribedProduct } from "../rules/product-ids.ts";
import type { Connection } from "../sockets/connection.ts";

/** What one socket of the WebSocket API hears of one account. */
export interface Subscription {
  /** Counted from 0 on each socket. */
  readonly id: number;
  readonly socket: Connection;
  readonly account: string;
  readonly product: SubscribedProduct;
  readonly by: SubscribedRecord["by"];
  /** Whether the times in its events are in microseconds. */
  readonly inMicroseconds: boolean;
  /** When it ends unless it is extended, in epoch milliseconds; absent if only the socket's end ends it. */
  expiresAt: number | undefined;
}
