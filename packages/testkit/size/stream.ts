// The whole browser program: a user data stream, typed and read. size-limit bundles and weighs it.
import { openUserDataStream } from "@listenkey/stream";
import { fetchTransport } from "@listenkey/transport-fetch";
import { umfutures } from "@listenkey/umfutures";

export async function printOrders(apiKey: string, print: (line: string) => void): Promise<void> {
  const stream = openUserDataStream({ product: umfutures, apiKey, transport: fetchTransport() });
  for await (const event of stream) {
    if (event.type === "ORDER_TRADE_UPDATE") print(`${event.data.o.s} ${event.data.o.X}`);
    if (event.type === "gap") print(`unknown between ${event.from} and ${event.to}`);
  }
}
