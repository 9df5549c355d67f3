// The smallest useful program, as a browser loads it: one listen key, kept alive. size-limit bundles and weighs it.
import { createListenKeyManager } from "@listenkey/core";
import { fetchTransport } from "@listenkey/transport-fetch";
import { umfutures } from "@listenkey/umfutures";

export function keepListenKey(apiKey: string): Promise<string> {
  return createListenKeyManager({
    product: umfutures,
    apiKey,
    transport: fetchTransport(),
  }).open();
}
