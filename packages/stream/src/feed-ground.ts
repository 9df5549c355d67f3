import { ExchangeTime, fingerprint, Governor, resolveEnvironment } from "@listenkey/core/kit";
import { shareBudget } from "./feeds/account-budgets.ts";
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

/** How many streams have been opened with keys from elsewhere. */
let streams = 0;

/** Finds what a stream stands on. @throws `CONFIGURATION` */
export function feedGround(settings: StreamSettings): StreamGround {
  const { product, options, access, clock } = settings;
  const [transport] = settings.transports;
  const { realm } = resolveEnvironment(product, options.environment ?? "live", transport);
  const governor = Governor.of(transport, clock);
  const { apiKey } = options;
  // Keys from elsewhere do not tell whose they are.
  const account = apiKey === undefined ? `stream ${++streams}` : fingerprint(apiKey);
  const source = SOURCES[access](settings);
  return {
    source,
    dials: shareBudget(governor, `dials ${product.id} ${realm} ${account}`, clock),
    exchangeTime: ExchangeTime.of({ governor, realm, clock }),
  };
}
