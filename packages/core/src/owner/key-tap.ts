import { isListenKeyError, ListenKeyError } from "../errors.ts";
import { isListenKey } from "../exchange/answer.ts";
import { callExchange, createKey, type Caller } from "../exchange/call.ts";
import { isUnanswered, saysExpired } from "../exchange/key-calls.ts";
import { withinTime } from "../exchange/within-time.ts";
import type { Turn, TurnWait } from "../governor/governor.ts";
import type { Clock } from "../seams/clock.ts";
import type { KeyCall, KeyGrant, KeySource } from "../seams/key-source.ts";
import { transportErrorFrom } from "../seams/transport-error.ts";
import type { KeySlot } from "./key-slot.ts";
import { inUse } from "./revocation.ts";

/** Where an owner gets its keys: a {@link KeySource} that keeps time, and the limits that its calls meet. */
export interface KeyTap extends Omit<Required<KeySource>, "revoke"> {
  /** Ends a key for everybody who uses it; rejects with `IN_USE` if somebody comes to hold it before it is ended. */
  revoke(listenKey: string, call: KeyCall, slot: Pick<KeySlot, "isShared">): Promise<void>;
  /** Whether keys can be revoked at all. */
  readonly canRevoke: boolean;
  /** Takes a turn, unless it is too early for one. */
  wait(turn: Omit<Turn, "weight">): TurnWait;
  /** For how many more milliseconds no call may be made. */
  blockedFor(): number;
}

/** Keys from the exchange, by API key. */
export class ExchangeTap implements KeyTap {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  get canRevoke(): boolean {
    return true;
  }

  wait(turn: Omit<Turn, "weight">): TurnWait {
    const { governor, facet } = this.#caller;
    const { weight } = facet[turn.lane === "create" ? "create" : facet.renewBy];
    return governor.wait(this.#caller, { ...turn, weight });
  }

  blockedFor(): number {
    return this.#caller.governor.blockedFor(this.#caller);
  }

  async create(call: KeyCall): Promise<KeyGrant> {
    const answered = this.#caller.governor.awaitKey(this.#caller);
    try {
      return await this.#obtain(call);
    } finally {
      answered();
    }
  }

  async renew(listenKey: string, { signal }: KeyCall): Promise<KeyGrant> {
    const { facet } = this.#caller;
    if (facet.renewBy === "create") return this.#obtain({ signal });
    const answer = await callExchange(this.#caller, { call: facet.keepalive, listenKey, signal });
    if (answer.listenKey !== undefined) return { listenKey: answer.listenKey };
    // A success that neither was asked about our key nor names it proves nothing: ask which key lives.
    return facet.keepalive.keyParam === undefined ? this.#obtain({ signal }) : { listenKey };
  }

  async revoke(
    listenKey: string,
    { signal }: KeyCall,
    slot: Pick<KeySlot, "isShared">,
  ): Promise<void> {
    try {
      if (await this.#isReplaced(listenKey, signal)) return;
      // Somebody may have got it while the exchange was asked.
      if (slot.isShared) throw inUse();
      await this.#delete(listenKey, signal);
    } catch (error) {
      if (!saysExpired(error)) throw error;
    }
  }

  async #obtain({ signal }: KeyCall): Promise<KeyGrant> {
    // An `expiration` is a moment of the exchange's clock, which may differ from ours: the lifetime is safer.
    const { listenKey } = await createKey(this.#caller, signal);
    return { listenKey };
  }

  /**
   * Whether the account has another key by now. A DELETE that names none would end that one, which is somebody else's:
   * ours is gone as it is.
   */
  async #isReplaced(listenKey: string, signal: AbortSignal): Promise<boolean> {
    if (this.#caller.facet.revoke.keyParam !== undefined) return false;
    const current = await this.renew(listenKey, { signal });
    return current.listenKey !== listenKey;
  }

  /** Sends the DELETE. One that was not answered may have been carried out all the same. */
  async #delete(listenKey: string, signal: AbortSignal): Promise<void> {
    try {
      await callExchange(this.#caller, { call: this.#caller.facet.revoke, listenKey, signal });
    } catch (error) {
      if (!isListenKeyError(error) || !isUnanswered(error)) throw error;
      if (!(await this.#isGone(listenKey, signal))) throw error;
    }
  }

  /** Whether a key whose DELETE was never answered is known to be gone. */
  async #isGone(listenKey: string, signal: AbortSignal): Promise<boolean> {
    try {
      const answer = await callExchange(this.#caller, {
        call: this.#caller.facet.keepalive,
        listenKey,
        signal,
      });
      return answer.listenKey !== undefined && answer.listenKey !== listenKey;
    } catch (error) {
      return saysExpired(error);
    }
  }
}

/** Keys from the user's own source: no pool of ours, but a time limit, and only errors and grants we know. */
export class CustomTap implements KeyTap {
  readonly #keys: KeySource;
  readonly #limits: { readonly clock: Clock; readonly timeoutMs: number };

  constructor(keys: KeySource, limits: { readonly clock: Clock; readonly timeoutMs: number }) {
    this.#keys = keys;
    this.#limits = limits;
  }

  get canRevoke(): boolean {
    return this.#keys.revoke !== undefined;
  }

  wait(): TurnWait {
    return { inMs: 0, isTurn: true };
  }

  blockedFor(): number {
    return 0;
  }

  async create(call: KeyCall): Promise<KeyGrant> {
    return this.#checked(await this.#ask(call, (limited) => this.#keys.create(limited)));
  }

  async renew(listenKey: string, call: KeyCall): Promise<KeyGrant> {
    return this.#checked(await this.#ask(call, (limited) => this.#keys.renew(listenKey, limited)));
  }

  revoke(listenKey: string, call: KeyCall): Promise<void> {
    return this.#ask(call, async (limited) => this.#keys.revoke?.(listenKey, limited));
  }

  #ask<Answer>(
    { signal: outer }: KeyCall,
    ask: (call: KeyCall) => Promise<Answer>,
  ): Promise<Answer> {
    return withinTime(
      { ...this.#limits, signal: outer, errorFrom: sourceError },
      ({ full: signal }) => ask({ signal }),
    );
  }

  #checked(grant: unknown): KeyGrant {
    const { listenKey, expiresAt } = (grant ?? {}) as Partial<KeyGrant>;
    if (!isListenKey(listenKey)) {
      throw badGrant("no usable listenKey; resolve with { listenKey, expiresAt? }");
    }
    if (expiresAt === undefined) return { listenKey };
    if (!Number.isFinite(expiresAt))
      throw badGrant("an expiresAt that is no number of milliseconds");
    if (expiresAt > this.#limits.clock.now()) return { listenKey, expiresAt };
    throw badGrant("an expiresAt that is over already; compare the clocks");
  }
}

function badGrant(what: string): ListenKeyError {
  return new ListenKeyError("BAD_RESPONSE", `The key source gave ${what}`);
}

/** What the user's source rejected with. Unknown errors may hold secrets, so only their name is told. */
function sourceError(thrown: unknown): ListenKeyError {
  if (isListenKeyError(thrown)) return thrown;
  return new ListenKeyError("NETWORK", "The key source failed; it is asked again", {
    cause: transportErrorFrom(thrown).cause,
  });
}
