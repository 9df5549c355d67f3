import type { createListenKeyManager } from "@listenkey/core";
import type { openUserDataStream, StreamProduct } from "@listenkey/stream";
import type { ProductName } from "../plan/ways.ts";

/** What a program imports: the code that days are lived with. Each machine has a copy of its own, as processes have. */
export interface Library {
  readonly createListenKeyManager: typeof createListenKeyManager;
  readonly openUserDataStream: typeof openUserDataStream;
  readonly products: Readonly<Record<ProductName, StreamProduct>>;
}
