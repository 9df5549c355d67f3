import { assertApiKey } from "@listenkey/core/kit";
import { configurationError, type SubscriptionProduct } from "@listenkey/core/product";
import type { FeedSource } from "../feeds/feed.ts";
import type { StreamSettings } from "../settings.ts";
import { ApiFeedSource } from "./api-feed-source.ts";
import { apiCredentials, apiLanes, assertSigner, extraParams } from "./api-ground.ts";
import { SignedSubscriber } from "./signed-subscriber.ts";

/**
 * Feeds by signed subscription on the WebSocket API.
 *
 * @throws `CONFIGURATION` for a product without it, a missing API key or signer, and an environment without `wsApi`.
 */
export function subscriptionFeedSource(settings: StreamSettings): FeedSource {
  const { product, options, clock, requestTimeoutMs: timeoutMs } = settings;
  const { subscription: facet } = product as Partial<SubscriptionProduct>;
  if (facet === undefined) {
    throw configurationError(`product ${product.id} has no signed subscription`);
  }
  const { recvWindowMs: recvWindow } = options;
  const params = { ...extraParams(settings), ...(recvWindow !== undefined && { recvWindow }) };
  return new ApiFeedSource(settings, apiLanes(settings), {
    subscriberFor: (given) => {
      const { apiKey, signer } = apiCredentials(given);
      assertApiKey(apiKey);
      assertSigner(signer);
      const { id: productId } = product;
      return new SignedSubscriber({ productId, facet, apiKey, signer, params, clock, timeoutMs });
    },
    blockedForMs: () => 0,
    release: () => undefined,
  });
}
