import { exchangeCodeOf, fingerprint, type SignableParams } from "@listenkey/core/kit";
import type { ListenTokenFacet } from "@listenkey/core/product";
import {
  sendSubscribe,
  type CredentialLife,
  type SubscribeCall,
  type Subscriber,
} from "./subscriber.ts";
import type { TokenSource } from "./token-source.ts";

/** What a subscription by token needs. */
export interface TokenSubscriberSettings {
  readonly productId: string;
  readonly facet: ListenTokenFacet;
  readonly apiKey: string;
  readonly tokens: TokenSource;
  /** Sent beside the token. */
  readonly params: SignableParams;
}

/** The exchange does not know the token, or not any more. */
const INVALID_LISTEN_TOKEN = -1209;

/** Subscribes by listen token: a fresh one each time, since an old one has ended streams a day later. */
export class TokenSubscriber implements Subscriber {
  readonly account: string;
  readonly #settings: TokenSubscriberSettings;

  constructor(settings: TokenSubscriberSettings) {
    this.#settings = settings;
    this.account = `${settings.productId} ${fingerprint(settings.apiKey)}`;
  }

  async subscribe(call: SubscribeCall): Promise<CredentialLife> {
    try {
      return await this.#attempt(call);
    } catch (error) {
      if (exchangeCodeOf(error) !== INVALID_LISTEN_TOKEN) throw error;
      return this.#attempt(call);
    }
  }

  async #attempt(call: SubscribeCall): Promise<CredentialLife> {
    const { connection, urgency, signal } = call;
    const { facet, tokens, params, apiKey } = this.#settings;
    const { token, since, lifetimeMs } = await tokens.fresh(signal);
    await connection.turn({ urgency, weight: facet.weight }, signal);
    const request = { method: facet.subscribeMethod, params: { ...params, listenToken: token } };
    await sendSubscribe(call, request, [apiKey, token]);
    return { since, lifetimeMs };
  }
}
