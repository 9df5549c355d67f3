import { hmacSigner } from "@listenkey/signing";
import { openUserDataStream } from "@listenkey/stream";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import { orderEventId } from "./order-event.mjs";

/**
 * Listens to the market's account as users of this project do.
 *
 * @param {import("./market.mjs").Market} market
 * @param {import("@listenkey/core/product").Product} product
 * @param {(id?: string) => void} hear
 * @returns {Promise<() => Promise<void>>} What ends it.
 */
export async function listen({ account, plain }, product, hear) {
  const { apiKey, secret } = account.credentials();
  const transport = nodeHttpTransport();
  const stream = openUserDataStream({
    product,
    apiKey,
    ...("subscription" in product && { signer: hmacSigner(secret) }),
    transport,
    environment: plain,
  });
  stream.on("event", (item) => hear(item.type === "gap" ? "gap" : orderEventId(item.data)));
  await stream.ready();
  return async () => {
    await stream.close();
    transport.close();
  };
}
