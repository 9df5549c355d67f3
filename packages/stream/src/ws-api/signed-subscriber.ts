import type { Clock, Signer } from "@listenkey/core";
import {
  exchangeCodeOf,
  fingerprint,
  signedParams,
  type SignableParams,
} from "@listenkey/core/kit";
import type { SubscriptionFacet } from "@listenkey/core/product";
import { askSigner, INVALID_TIMESTAMP } from "./ask-signer.ts";
import { sendSubscribe, type SubscribeCall, type Subscriber } from "./subscriber.ts";

/** What a signed subscription needs. */
export interface SignedSubscriberSettings {
  readonly productId: string;
  readonly facet: SubscriptionFacet;
  readonly apiKey: string;
  readonly signer: Signer;
  /** Sent and signed with the others. */
  readonly params: SignableParams;
  readonly clock: Clock;
  /** How long the signer may take, in milliseconds. */
  readonly timeoutMs: number;
}

/** Subscribes by signature. */
export class SignedSubscriber implements Subscriber {
  readonly account: string;
  readonly #settings: SignedSubscriberSettings;

  constructor(settings: SignedSubscriberSettings) {
    this.#settings = settings;
    this.account = `${settings.productId} ${fingerprint(settings.apiKey)}`;
  }

  async subscribe(call: SubscribeCall): Promise<undefined> {
    try {
      await this.#attempt(call);
    } catch (error) {
      if (exchangeCodeOf(error) !== INVALID_TIMESTAMP) throw error;
      await call.connection.readClock(call.urgency, call.signal);
      await this.#attempt(call);
    }
  }

  async #attempt(call: SubscribeCall): Promise<void> {
    const { connection, urgency, signal } = call;
    const { facet, apiKey, signer, params, clock, timeoutMs } = this.#settings;
    await connection.turn({ urgency, weight: facet.weight }, signal);
    // Signed when its turn has come, so that its time is fresh.
    const timestamp = Math.floor(connection.exchangeNow);
    const all: SignableParams = { ...params, apiKey, timestamp };
    const limits = { clock, timeoutMs, signal };
    const signed = await askSigner(() => signedParams(all, signer), limits);
    const request = { method: facet.subscribeMethod, params: signed };
    await sendSubscribe(call, request, [apiKey, signed.signature]);
  }
}
