// The documented calls and nothing else, as a browser loads them. size-limit bundles and weighs it.
import { createListenKeyApi, type CreatedListenKey } from "@listenkey/core";
import { fetchTransport } from "@listenkey/transport-fetch";
import { umfutures } from "@listenkey/umfutures";

export function createKey(apiKey: string): Promise<CreatedListenKey> {
  return createListenKeyApi({ product: umfutures, apiKey, transport: fetchTransport() }).create();
}
