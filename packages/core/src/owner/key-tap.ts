import { ExchangeListenKeyApi } from "../api.ts";
import { isListenKeyError, ListenKeyError } from "../errors.ts";
import type { ListenKeyAnswer } from "../exchange/answer.ts";
import type { CallerSettings } from "../exchange/caller.ts";
import { withinTime } from "../exchange/within-time.ts";
import { isUnanswered, saysExpired } from "../exchange/key-calls.ts";
import type { Turn } from "../governor/governor.ts";
import { transportErrorFrom } from "../seams/transport-error.ts";
import type { Clock } from "../seams/clock.ts";
import type { KeyCall, KeyGrant, KeySource } from "../seams/key-source.ts";

/** Where an owner gets its keys: a {@link KeySource} that keeps time, with the limits that its calls meet. */
export interface KeyTap {
  readonly source: KeySource;
  /** Takes a turn. @returns In how many milliseconds the call may be made. */
  wait(turn: Omit<Turn, "weight">): number;
  /** For how many more milliseconds no call may be made. */
  blockedFor(): number;
}

/** Keys from the exchange, by API key. */
export function exchangeTap(settings: CallerSettings): KeyTap {
  const { facet, governor, draw } = settings;
  const weight = { create: facet.create.weight, renew: facet[facet.renewBy].weight };
  return {
    source: new ExchangeKeySource(settings),
    wait: (turn) => governor.wait(draw, { ...turn, weight: weight[turn.lane] }),
    blockedFor: () => governor.blockedFor(draw),
  };
}

/** Keys from the user's own source: no pool of ours, but a time limit, and only errors and grants we know. */
export function customTap(
  keys: KeySource,
  facts: { readonly clock: Clock; readonly timeoutMs: number },
): KeyTap {
  const { clock } = facts;
  const ask = <Answer>(
    outer: KeyCall,
    call: (limits: KeyCall) => Promise<Answer>,
  ): Promise<Answer> =>
    withinTime({ ...facts, signal: outer.signal, errorFrom: sourceError }, (signal) =>
      call({ signal }),
    );
  return {
    source: {
      create: async (outer) => checkedGrant(await ask(outer, (call) => keys.create(call)), clock),
      renew: async (listenKey, outer) =>
        checkedGrant(await ask(outer, (call) => keys.renew(listenKey, call)), clock),
      ...(keys.revoke && {
        revoke: (listenKey: string, outer: KeyCall) =>
          ask(outer, async (call) => keys.revoke?.(listenKey, call)),
      }),
    },
    wait: () => 0,
    blockedFor: () => 0,
  };
}

class ExchangeKeySource implements KeySource {
  readonly #api: ExchangeListenKeyApi;
  readonly #facet: CallerSettings["facet"];

  constructor(settings: CallerSettings) {
    this.#api = new ExchangeListenKeyApi(settings);
    this.#facet = settings.facet;
  }

  async create(call: KeyCall): Promise<KeyGrant> {
    // An `expiration` is a moment of the exchange's clock, which may differ from ours: the lifetime is safer.
    const { listenKey } = await this.#api.create(call);
    return { listenKey };
  }

  async renew(listenKey: string, call: KeyCall): Promise<KeyGrant> {
    if (this.#facet.renewBy === "create") return this.create(call);
    const answer = await this.#api.keepalive(listenKey, call);
    if (answer.listenKey !== undefined) return { listenKey: answer.listenKey };
    // A success that neither was asked about our key nor names it proves nothing: ask which key lives.
    return this.#facet.keepalive.keyParam === undefined ? this.create(call) : { listenKey };
  }

  async revoke(listenKey: string, call: KeyCall): Promise<void> {
    try {
      await this.#api.revoke(listenKey, call);
    } catch (error) {
      if (saysExpired(error)) return;
      if (!isListenKeyError(error) || !isUnanswered(error)) throw error;
      if (await this.#isGone(listenKey, call)) return;
      throw error;
    }
  }

  /** Whether a key whose DELETE was never answered is known to be gone. */
  async #isGone(listenKey: string, call: KeyCall): Promise<boolean> {
    const answer = await this.#api
      .keepalive(listenKey, call)
      .catch((error: unknown): ListenKeyAnswer | "gone" => {
        return saysExpired(error) ? "gone" : {};
      });
    if (answer === "gone") return true;
    return answer.listenKey !== undefined && answer.listenKey !== listenKey;
  }
}

/** What the user's source rejected with. Unknown errors may hold secrets, so only their name is told. */
function sourceError(thrown: unknown): ListenKeyError {
  if (isListenKeyError(thrown)) return thrown;
  return new ListenKeyError(
    "NETWORK",
    "The key source failed; it is asked again, unless it rejects with a ListenKeyError",
    {
      cause: transportErrorFrom(thrown).cause,
    },
  );
}

/** @throws `BAD_RESPONSE` unless the user's source gave a grant that can be used. */
function checkedGrant(grant: unknown, clock: Clock): KeyGrant {
  const { listenKey, expiresAt } = (grant ?? {}) as Partial<KeyGrant>;
  if (typeof listenKey !== "string" || listenKey === "") {
    throw new ListenKeyError(
      "BAD_RESPONSE",
      "The key source gave no listenKey; resolve with { listenKey, expiresAt? }",
    );
  }
  if (expiresAt !== undefined && !(expiresAt > clock.now())) {
    throw new ListenKeyError(
      "BAD_RESPONSE",
      "The key source gave an expiresAt that is over already; compare the clocks",
    );
  }
  return { listenKey, ...(expiresAt !== undefined && { expiresAt }) };
}
