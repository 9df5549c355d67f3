import type { Random } from "@listenkey/core";
import {
  createToken,
  instantOf,
  type CallBudget,
  type ExchangeTime,
  type Instant,
  type RestCaller,
} from "@listenkey/core/kit";
import type { ListenTokenFacet } from "@listenkey/core/product";
import { pause } from "./pause.ts";
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
    const { caller, call } = this.#settings;
    await this.#turn(signal);
    const since = instantOf(caller.clock);
    const { token, expiresAt } = await createToken(caller, call, signal);
    return { token, since, lifetimeMs: this.#lifetime(since, expiresAt) };
  }

  async #turn(signal: AbortSignal): Promise<void> {
    const { caller, call, budget, weightShare: share, random } = this.#settings;
    const { clock } = caller;
    // Another feed of the account may have spent what there was.
    while (budget.overdraft > 0) await pause(clock, budget.overdraft, signal);
    budget.spend();
    const turn = { lane: "subscribe", weight: call.weight, share, random } as const;
    const wait = caller.governor.wait(caller, turn);
    if (wait > 0) await pause(clock, wait, signal);
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
