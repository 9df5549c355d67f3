import type { ListenKeyError } from "../errors.ts";
import { isUnanswered } from "../exchange/key-calls.ts";
import type { CancelTimer } from "../seams/clock.ts";
import type { KeyGrant } from "../seams/key-source.ts";
import { TimeWatch, type TimeWatcher } from "../time/time-watch.ts";
import type { KeySuspended } from "../manager/events.ts";
import { Agenda, type AgendaSettings } from "./agenda.ts";
import type { CallBudget } from "./call-budget.ts";
import { Flights } from "./flights.ts";
import { Herald, type KeyMember } from "./herald.ts";
import { instantOf, type Instant } from "../time/instant.ts";
import { endOf, keyFrom, timeLeft, type Key } from "./key.ts";
import type { KeyHolder, RevocationEnd } from "./held-keys.ts";
import { KeySlot } from "./key-slot.ts";
import { noteKey } from "./key-news.ts";
import type { KeyTap } from "./key-tap.ts";
import { abandoned, inUse, irrevocable, type Revocation } from "./revocation.ts";
import { verdictOn } from "./verdict.ts";

/** What an owner needs beside its tap. */
export interface OwnerSettings extends AgendaSettings {
  /** How long a key lives after each success, in milliseconds. */
  readonly lifetimeMs: number;
}

/** `empty`: no key yet, or nobody wants one. The others are those of a manager. */
export type OwnerPhase = "empty" | "live" | "suspended" | "lost" | "failed";

/**
 * Owns one account's listen key: creates it while somebody wants it, renews it, and replaces it when it is lost.
 *
 * It has at most one call under way and one timer. Whatever happens changes the state and ends in `#step`, which
 * looks at the state alone to decide what is next, and then tells the members what has happened.
 */
export class KeyOwner implements TimeWatcher, KeyHolder {
  /** What it was made with. */
  readonly settings: OwnerSettings;
  readonly #herald = new Herald();
  readonly #agenda: Agenda;
  readonly #flights = new Flights();
  readonly #slot: KeySlot;
  #phase: OwnerPhase = "empty";
  #failure: ListenKeyError | undefined;
  #suspension: KeySuspended | undefined;
  #revocation: Revocation | undefined;
  #cancelTimer: CancelTimer | undefined;
  /** The credentials have been accepted since somebody wanted the key. */
  #hasSucceeded = false;

  constructor(tap: KeyTap, settings: OwnerSettings, budget: CallBudget) {
    this.settings = settings;
    this.#agenda = new Agenda(tap, settings, budget);
    this.#slot = new KeySlot(this, settings.clock);
  }

  /** Where the key is in its life. */
  get phase(): OwnerPhase {
    return this.#phase;
  }

  /** Why it has failed for good. */
  get failure(): ListenKeyError | undefined {
    return this.#failure;
  }

  /** Why and for how long the key is suspended; for members that come later. */
  get suspension(): KeySuspended | undefined {
    return this.#phase === "suspended" ? this.#suspension : undefined;
  }

  /** The key that can be vouched for. */
  get key(): Key | undefined {
    return this.#slot.key;
  }

  /** Whether there is a key to hand out: not while it is being revoked. */
  get isAvailable(): boolean {
    return (
      this.key !== undefined && this.#revocation === undefined && this.#flights.kind !== "revoke"
    );
  }

  /** Until when the exchange wants no requests, in epoch milliseconds. */
  get blockedUntil(): number | undefined {
    return this.#agenda.blockedUntil;
  }

  /** Somebody wants the key. */
  join(member: KeyMember): void {
    if (this.#herald.audience === 0) TimeWatch.over(this.settings.clock).add(this);
    this.#herald.add(member);
    this.#step();
  }

  /** Somebody wants the key no longer; the last one to leave ends everything. Resolves when their call has ended. */
  async leave(member: KeyMember): Promise<void> {
    const { settled } = this.#flights;
    const isRevoker = this.#revocation?.member === member;
    this.#herald.remove(member);
    if (isRevoker) this.#abandonRevocation();
    this.#step();
    if (isRevoker || this.#herald.audience === 0) await settled;
  }

  /** Somebody else in this process has asked the exchange to end the key. */
  keyMayEnd(): void {
    this.#agenda.doubt();
    this.#step();
  }

  /** Makes sure at once that the key lives. */
  keyDoubted(): void {
    this.#agenda.hasten();
    this.#step();
  }

  /** The machine slept, or somebody set the clock: what was waited for may be long over. */
  timeJumped(): void {
    this.keyDoubted();
  }

  /** A stream opened with this key says that it has expired. A late word about an old key does nothing. */
  keyExpired(listenKey: string): void {
    if (this.key?.listenKey !== listenKey) return;
    // Whether there is a key to replace is known when the DELETE is answered.
    if (this.#flights.kind === "revoke") return this.#agenda.hasten();
    this.#lose("expired");
    this.#step();
  }

  /** Takes keys from elsewhere from now on; what lives is not touched, but confirmed. */
  replaceTap(tap: KeyTap, budget: CallBudget): void {
    this.#agenda.replaceTap(tap, budget);
    this.#agenda.restart();
    if (this.#flights.kind !== "revoke") this.#flights.drop();
    this.keyDoubted();
  }

  /** Ends the key at the exchange, for everybody; refused with `IN_USE` while somebody else in this process holds it. */
  revoke(revocation: Revocation): void {
    if (!this.#agenda.tap.canRevoke) return revocation.refused(irrevocable());
    if (this.#herald.audience > 1) return revocation.refused(inUse());
    this.#revocation = revocation;
    this.#step();
  }

  /** Does what is next, then tells what has happened. */
  #step(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#herald.audience === 0) this.#rest();
    else if (this.#phase !== "failed") this.#decide();
    this.#herald.speak();
  }

  /** Looks at the state and acts on it: a call now, or a timer for later. */
  #decide(): void {
    if (this.#flights.kind === "revoke") return;
    if (timeLeft(this.key, this.settings.clock) <= 0) this.#lose("deadline");
    // What was under way has been ended, and its source may have closed us for that.
    if (this.#herald.audience === 0) return;
    if (this.#flights.kind !== undefined) return this.#wakeIn(Infinity);
    if (this.#revocation !== undefined) return this.#sendRevoke(this.#revocation);
    const call = this.key === undefined ? "create" : "renew";
    const wait = this.#agenda.wait(call);
    if (wait <= 0) return this.#send(call);
    if (this.#phase === "live" && this.#agenda.isHeldBack) this.#suspend("blocked");
    this.#wakeIn(wait);
  }

  #send(call: "create" | "renew"): void {
    const { tap } = this.#agenda;
    const { key } = this;
    const sentAt = instantOf(this.settings.clock);
    this.#agenda.sent();
    this.#flights.launch(
      call,
      (limits) => (key ? tap.renew(key.listenKey, limits) : tap.create(limits)),
      {
        granted: (grant) => (this.#granted(grant, sentAt), this.#step()),
        refused: (error) => (this.#refused(call, error), this.#step()),
      },
    );
    this.#wakeIn(Infinity);
  }

  #sendRevoke(revocation: Revocation): void {
    const [key, { tap }] = [this.key, this.#agenda];
    if (key === undefined) return this.#revoked();
    if (this.#slot.isShared) return this.#notRevoked(inUse());
    revocation.ended = this.#slot.beginRevoking();
    this.#flights.launch("revoke", (call) => tap.revoke(key.listenKey, call, this.#slot), {
      granted: () => this.#revoked(),
      refused: (error) => this.#notRevoked(error),
    });
  }

  #revoked(): void {
    const revocation = this.#endRevocation("gone");
    if (revocation !== undefined) this.#herald.remove(revocation.member);
    const facts = { keyId: this.key?.keyId, wasSent: revocation?.ended !== undefined };
    this.#slot.clear();
    this.#agenda.restart();
    this.#phase = "empty";
    revocation?.revoked(facts);
    this.#step();
  }

  #notRevoked(error: ListenKeyError): void {
    const end = isUnanswered(error) ? "unknown" : "kept";
    if (end === "unknown") this.#agenda.doubt();
    this.#herald.note("available");
    this.#endRevocation(end)?.refused(error);
    this.#step();
  }

  /** Whoever wanted it has left. A DELETE under way is called back, but may still arrive: the key is doubtful. */
  #abandonRevocation(): void {
    if (this.#flights.kind === "revoke") this.#flights.drop();
    this.#agenda.doubt();
    this.#herald.note("available");
    this.#endRevocation("unknown")?.refused(abandoned());
  }

  #endRevocation(end: RevocationEnd): Revocation | undefined {
    const revocation = this.#revocation;
    this.#revocation = undefined;
    revocation?.ended?.(end);
    return revocation;
  }

  #granted(grant: KeyGrant, sentAt: Instant): void {
    const before = this.key;
    const key = keyFrom(grant, sentAt, this.settings.lifetimeMs);
    const isDoubtful = this.#slot.put(key);
    this.#phase = "live";
    this.#hasSucceeded = true;
    this.#agenda.succeeded(key);
    if (isDoubtful) this.#agenda.doubt();
    const { previousKeyId } = this.#slot;
    noteKey(this.#herald, {
      key,
      before,
      previousKeyId,
      expiresAt: endOf(key, this.settings.clock),
    });
  }

  #refused(call: "create" | "renew", error: ListenKeyError): void {
    const verdict = verdictOn(error);
    const isUnauthorized = verdict === "unauthorized";
    if (verdict === "fatal" || (isUnauthorized && !this.#hasSucceeded)) return this.#fail(error);
    if (call === "renew" && verdict === "expired") return this.#lose("expired");
    const retryAt = this.#agenda.failed(call, error, isUnauthorized);
    const failure = { error, attempt: this.#agenda.failures, retryAt };
    const { key } = this;
    if (key === undefined) return this.#herald.note("createFailed", failure);
    const { suspension } = this;
    this.#phase = "suspended";
    this.#herald.note("renewalFailed", { keyId: key.keyId, ...failure });
    const reason = isUnauthorized ? "unauthorized" : "unreachable";
    if (suspension?.reason !== reason) this.#suspend(reason);
  }

  /** The key lives, but could not be renewed. Nothing is deleted, no second key is made. */
  #suspend(reason: "unreachable" | "unauthorized" | "blocked"): void {
    const { key } = this;
    if (key === undefined) return;
    this.#phase = "suspended";
    this.#suspension = { keyId: key.keyId, reason, expiresAt: endOf(key, this.settings.clock) };
    this.#herald.note("suspended", this.#suspension);
  }

  /** The key cannot be vouched for any more. A renewal still under way would prove nothing new. */
  #lose(reason: "expired" | "deadline"): void {
    const { key } = this;
    if (key === undefined) return;
    this.#slot.clear();
    this.#agenda.restart();
    this.#phase = "lost";
    this.#herald.note("lost", { keyId: key.keyId, reason });
    this.#flights.drop();
  }

  #fail(error: ListenKeyError): void {
    this.#slot.clear();
    this.#phase = "failed";
    this.#failure = error;
    this.#endRevocation("unknown")?.refused(error);
    TimeWatch.over(this.settings.clock).remove(this);
    this.#herald.note("failed", { error });
  }

  /** Nobody wants a key: no call, no timer, nothing held. How many calls were made lately is still known. */
  #rest(): void {
    this.#slot.reset();
    this.#agenda.restart();
    this.#revocation = undefined;
    this.#hasSucceeded = false;
    if (this.#phase !== "failed") this.#phase = "empty";
    TimeWatch.over(this.settings.clock).remove(this);
    this.#flights.drop();
  }

  /** Only a healthy key lets the process exit: anything else is an outage to be lived through. */
  #wakeIn(ms: number): void {
    const { clock } = this.settings;
    const wait = Math.min(ms, timeLeft(this.key, clock));
    if (wait === Infinity || this.#herald.audience === 0) return;
    this.#cancelTimer?.();
    const wake = (): void => {
      TimeWatch.over(clock).compare();
      this.#step();
    };
    this.#cancelTimer = clock.setTimer(wait, wake, { ref: this.#phase !== "live" });
  }
}
