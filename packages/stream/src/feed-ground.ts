import { ExchangeTime, Governor, resolveEnvironment } from "@listenkey/core/kit";
import { keyFeedSource } from "./feeds/key-feed-source.ts";
import type { FeedSource } from "./feeds/feed.ts";
import type { StreamAccess } from "./options.ts";
import type { StreamSettings } from "./settings.ts";
import type { StreamGround } from "./stream/stream-handle.ts";
import { subscriptionFeedSource } from "./ws-api/subscription-feed-source.ts";
import { tokenFeedSource } from "./ws-api/token-feed-source.ts";

/** What differs between the ways to a stream. */
const SOURCES: Readonly<Record<StreamAccess, (settings: StreamSettings) => FeedSource>> = {
  listenKey: keyFeedSource,
  listenToken: tokenFeedSource,
  subscription: subscriptionFeedSource,
};

/** Finds what a stream stands on. @throws `CONFIGURATION` */
export function feedGround(settings: StreamSettings): StreamGround {
  const { product, options, access, clock } = settings;
  const [transport] = settings.transports;
  const { realm } = resolveEnvironment(product, options.environment ?? "live", transport);
  const governor = Governor.of(transport, clock);
  return {
    source: SOURCES[access](settings),
    exchangeTime: ExchangeTime.of({ governor, realm, clock }),
  };
}
