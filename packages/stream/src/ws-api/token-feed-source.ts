import {
  assertApiKey,
  assertDuration,
  ExchangeTime,
  fingerprint,
  Governor,
  resolveEnvironment,
  TOKEN_RETIREMENT,
  type RestCaller,
} from "@listenkey/core/kit";
import {
  configurationError,
  type ListenTokenFacet,
  type ListenTokenProduct,
} from "@listenkey/core/product";
import type { FeedSource } from "../feeds/feed.ts";
import type { StreamSettings } from "../settings.ts";
import { shareBudget, type BudgetShare } from "../feeds/account-budgets.ts";
import { ApiFeedSource, type SubscriberPlan } from "./api-feed-source.ts";
import { apiCredentials, apiLanes, assertSigner, extraParams } from "./api-ground.ts";
import type { Subscriber } from "./subscriber.ts";
import { TokenSource } from "./token-source.ts";
import { TokenSubscriber } from "./token-subscriber.ts";

/**
 * Feeds by listen token on the WebSocket API.
 *
 * @throws `CONFIGURATION` for a product without them, a missing API key, an environment without `rest` or `wsApi`, and
 *   a lifetime over the product's.
 */
export function tokenFeedSource(settings: StreamSettings): FeedSource {
  const { id, listenToken: facet } = settings.product as StreamSettings["product"] &
    Partial<ListenTokenProduct>;
  if (facet === undefined) throw configurationError(`product ${id} has no listen tokens`);
  return new ApiFeedSource(settings, apiLanes(settings), new TokenPlan(settings, facet));
}

/** Subscribes with tokens that are asked for over REST, on the first transport. */
class TokenPlan implements SubscriberPlan {
  readonly #settings: StreamSettings;
  readonly #facet: ListenTokenFacet;
  readonly #caller: Omit<RestCaller, "apiKey" | "account">;
  readonly #lifetimeMs: number;
  /** What the account may spend, and by which name the exchange knows it. */
  #account: (BudgetShare & { readonly name: string }) | undefined;

  constructor(settings: StreamSettings, facet: ListenTokenFacet) {
    this.#settings = settings;
    this.#facet = facet;
    this.#caller = restCaller(settings);
    this.#lifetimeMs = lifetimeOf(settings, facet);
  }

  subscriberFor(given: unknown): Subscriber {
    const { product, options, clock, weightShare, random } = this.#settings;
    const { apiKey, signer } = apiCredentials(given);
    assertApiKey(apiKey);
    if (signer !== undefined) assertSigner(signer);
    const { governor, realm, pool } = this.#caller;
    const account = pool.scope === "account" ? fingerprint(apiKey) : "";
    const share = shareBudget(governor, `${product.id} ${realm} ${apiKey}`, clock);
    this.release();
    this.#account = { ...share, name: account };
    const tokens = new TokenSource({
      caller: { ...this.#caller, apiKey, account },
      call: this.#facet.create,
      budget: share.budget,
      lifetimeMs: this.#lifetimeMs,
      exchangeTime: ExchangeTime.of(this.#caller),
      weightShare,
      random,
      signer,
      recvWindowMs: options.recvWindowMs,
    });
    const params = extraParams(this.#settings);
    return new TokenSubscriber({
      productId: product.id,
      facet: this.#facet,
      apiKey,
      tokens,
      params,
    });
  }

  blockedForMs(): number {
    const { governor } = this.#caller;
    return governor.blockedFor({ ...this.#caller, account: this.#account?.name ?? "" });
  }

  release(): void {
    this.#account?.release();
  }
}

function restCaller(settings: StreamSettings): Omit<RestCaller, "apiKey" | "account"> {
  const { product, options, transports, clock, requestTimeoutMs: timeoutMs } = settings;
  const [transport] = transports;
  const { rest, realm } = resolveEnvironment(product, options.environment ?? "live", transport);
  if (rest === undefined) {
    throw configurationError("environment.rest is missing; listen tokens are created over REST");
  }
  const governor = Governor.of(transport, clock);
  const pool = product.pools.rest;
  return { transport, clock, governor, pool, realm, rest, retirement: TOKEN_RETIREMENT, timeoutMs };
}

function lifetimeOf({ options, product }: StreamSettings, facet: ListenTokenFacet): number {
  const { lifetimeMs = facet.lifetimeMs } = options;
  assertDuration("lifetimeMs", lifetimeMs, { infinite: false });
  if (lifetimeMs <= facet.lifetimeMs) return lifetimeMs;
  throw configurationError(
    `lifetimeMs is over the ${facet.lifetimeMs} that a listen token of ${product.id} lives; leave it out`,
  );
}
