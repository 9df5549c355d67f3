import type { ListenKey } from "../model/listen-key.ts";
import type { ProductFamily } from "../rules/product-ids.ts";
import type { Connection } from "./connection.ts";

/** What one socket hears with one listen key. */
export interface Feed {
  readonly socket: Connection;
  readonly key: ListenKey;
  /** The products whose events come on this path. */
  readonly carries: readonly ProductFamily[];
  /** The only events that were asked for; absent if all. Names are not checked, as on Binance. */
  events: ReadonlySet<string> | undefined;
  /** Whether the socket gets wrapped frames, and whether the wrapper's `stream` tells the event beside the key. */
  wrapping: "bare" | "key" | "keyAndEvent";
}
