import type { Random, Signer } from "@listenkey/core";
import {
  createToken,
  exchangeCodeOf,
  instantOf,
  signedQuery,
  type CallBudget,
  type ExchangeTime,
  type Instant,
  type ListenToken,
  type RestCaller,
  type SignedForm,
} from "@listenkey/core/kit";
import type { ListenTokenFacet } from "@listenkey/core/product";
import { askSigner, INVALID_TIMESTAMP } from "./ask-signer.ts";
import { pause } from "./pause.ts";
import { momentsOf, type Proof } from "../wire/arrival.ts";
import type { CredentialLife } from "./subscriber.ts";

/** What listen tokens are had with. */
export interface TokenSourceSettings {
  readonly caller: RestCaller;
  readonly call: ListenTokenFacet["create"];
  /** How many tokens the account may ask for. */
  readonly budget: CallBudget;
  /** How long a token lives at most, in milliseconds. */
  readonly lifetimeMs: number;
  readonly exchangeTime: ExchangeTime;
  /** Which part of the pool it may use. */
  readonly weightShare: number;
  readonly random: Random;
  /** Signs the request; absent where it is sent with the API key alone. */
  readonly signer: Signer | undefined;
  /** How old a signed request may be when it arrives, in milliseconds; absent for the exchange's own. */
  readonly recvWindowMs: number | undefined;
}

/** A token and how long it lives. */
export interface FreshToken extends CredentialLife {
  /** A bearer secret. */
  readonly token: string;
}

/** Asks for listen tokens: a new one each time, inside the limits of the pool and of the account. */
export class TokenSource {
  readonly #settings: TokenSourceSettings;

  constructor(settings: TokenSourceSettings) {
    this.#settings = settings;
  }

  /** Waits until a token may be asked for, and asks. @throws Whatever a call over REST may end with. */
  async fresh(signal: AbortSignal): Promise<FreshToken> {
    await this.#turn(signal);
    const since = this.#noted();
    const { token, expiresAt } = await this.#ask(signal);
    return { token, since, lifetimeMs: this.#lifetime(since, expiresAt) };
  }

  #noted(): Proof {
    const { caller, exchangeTime } = this.#settings;
    return momentsOf(exchangeTime, "E").noted(instantOf(caller.clock));
  }

  async #ask(signal: AbortSignal): Promise<ListenToken> {
    const { caller, call, signer } = this.#settings;
    if (signer === undefined) return createToken(caller, { call, signal });
    const form = await this.#form(signer, signal);
    try {
      return await createToken(caller, { call, signal, form });
    } catch (error) {
      if (exchangeCodeOf(error) !== INVALID_TIMESTAMP) throw error;
    }
    // The answer has told what time it is.
    await this.#turn(signal);
    return createToken(caller, { call, signal, form: await this.#form(signer, signal) });
  }

  async #form(signer: Signer, signal: AbortSignal): Promise<SignedForm> {
    const { caller, call, exchangeTime, recvWindowMs: recvWindow } = this.#settings;
    const { clock, timeoutMs } = caller;
    const params = {
      ...call.params,
      ...(recvWindow !== undefined && { recvWindow }),
      timestamp: Math.floor(exchangeTime.estimate(clock.now())),
    };
    const limits = { clock, timeoutMs, signal };
    const text = await askSigner(() => signedQuery(params, signer), limits);
    return { text, signature: new URLSearchParams(text).get("signature") ?? "" };
  }

  async #turn(signal: AbortSignal): Promise<void> {
    const { caller, call, budget, weightShare: share, random } = this.#settings;
    const { clock } = caller;
    const turn = { lane: "subscribe", weight: call.weight, share, random } as const;
    for (let mayAsk = false; !mayAsk || budget.overdraft > 0;) {
      // Another feed of the account may have spent what there was, be it while this one waits for its turn.
      while (budget.overdraft > 0) await pause(clock, budget.overdraft, signal);
      const { inMs, isTurn } = caller.governor.wait(caller, turn);
      if (inMs > 0) await pause(clock, inMs, signal);
      mayAsk = isTurn;
    }
    budget.spend();
  }

  /**
   * The clocks may differ, so what counts is the known lifetime from when the token was asked for; the end that the
   * exchange tells only ever shortens it.
   */
  #lifetime(since: Instant, expiresAt: number | undefined): number {
    const { lifetimeMs, exchangeTime } = this.#settings;
    if (expiresAt === undefined) return lifetimeMs;
    const told = expiresAt - exchangeTime.toExchange(since.wall).latest;
    return told > 0 ? Math.min(lifetimeMs, told) : lifetimeMs;
  }
}
