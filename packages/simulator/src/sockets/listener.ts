import type { Connection } from "./connection.ts";

/** One socket that hears an account: by a listen key, or by a subscription. */
export interface Listener {
  readonly socket: Connection;
  readonly account: string;
  /** The subscription on that socket; absent on stream hosts. */
  readonly subscription?: number;
}
