import type { Clock } from "@listenkey/core";
import { instantOf } from "@listenkey/core/kit";
import type { FeedEvent } from "../feeds/feed.ts";
import type { WireEvent } from "../wire/wire.ts";

/** Whoever has a subscription. Hears its events in order, control events included. */
export type Claimant = (event: WireEvent & FeedEvent, subscriptionId: number) => void;

/** How much is kept for subscriptions that are not acknowledged yet. */
const MOST_EVENTS = 10_000;
const MOST_CHARACTERS = 8 * 2 ** 20;

interface HeldEvent {
  readonly subscriptionId: number;
  readonly event: WireEvent;
}

/**
 * Brings the events of one connection to whoever has their subscription. The exchange says only its number, and may
 * send events before it has told anybody that number: those are held until somebody claims it, while anybody can.
 */
export class EventRouter {
  readonly #clock: Clock;
  /** How long an acknowledgement may be on its way, in milliseconds. */
  readonly #holdMs: number;
  readonly #claimants = new Map<number, Claimant>();
  /** Numbers that nobody will claim again. */
  readonly #gone = new Set<number>();
  #held: HeldEvent[] = [];
  #heldCharacters = 0;
  #expected = 0;
  #dropped = 0;

  constructor(clock: Clock, holdMs: number) {
    this.#clock = clock;
    this.#holdMs = holdMs;
  }

  /** How many events came that nobody had a subscription for. */
  get dropped(): number {
    return this.#dropped;
  }

  /** A subscription was asked for: whatever comes may be its. */
  expect(): void {
    this.#expected += 1;
  }

  /** It was answered, or will not be. A claim that follows from the answer comes before. */
  settled(): void {
    this.#expected -= 1;
    if (this.#expected === 0) this.#drop(this.#held.length);
  }

  /** Somebody has a subscription. What came for it so far comes to them at once. */
  claim(subscriptionId: number, claimant: Claimant): void {
    this.#claimants.set(subscriptionId, claimant);
    this.#gone.delete(subscriptionId);
    const isIts = (held: HeldEvent): boolean => held.subscriptionId === subscriptionId;
    const its = this.#held.filter(isIts);
    const [first] = its;
    if (first === undefined) return;
    // The exchange had taken the subscription by then, and nothing of it has been dropped since.
    const completeFrom = first.event.readAt;
    this.#held = this.#held.filter((held) => !isIts(held));
    // Until now nobody has read it.
    const readAt = instantOf(this.#clock);
    for (const { event } of its) {
      this.#heldCharacters -= event.text.length;
      // They may have given it up in the middle.
      this.#claimants.get(subscriptionId)?.({ ...event, readAt, completeFrom }, subscriptionId);
    }
  }

  /** Nobody has it any more. What still comes is dropped. */
  release(subscriptionId: number): void {
    this.#claimants.delete(subscriptionId);
    this.#gone.add(subscriptionId);
  }

  route(subscriptionId: number, event: WireEvent): void {
    const claimant = this.#claimants.get(subscriptionId);
    if (claimant !== undefined) return claimant(event, subscriptionId);
    if (this.#gone.has(subscriptionId)) return;
    if (this.#expected > 0) this.#hold(subscriptionId, event);
    else this.#dropped += 1;
  }

  /**
   * Brings on an event that does not say whose it is: the end of subscriptions to everybody, any other only where there
   * is no choice.
   *
   * @returns Whether anybody has heard it.
   */
  routeUnnamed(event: WireEvent): boolean {
    const everybody = [...this.#claimants];
    if (everybody.length > 1 && event.type !== "eventStreamTerminated") return false;
    for (const [subscriptionId, claimant] of everybody) claimant(event, subscriptionId);
    return everybody.length > 0;
  }

  #hold(subscriptionId: number, event: WireEvent): void {
    const now = event.readAt.monotonic;
    this.#held.push({ subscriptionId, event });
    this.#heldCharacters += event.text.length;
    // The oldest go first, so that what is kept of a subscription has no hole.
    const tooOld = this.#held.findIndex(
      (held) => held.event.readAt.monotonic >= now - this.#holdMs,
    );
    this.#drop(Math.max(tooOld, this.#held.length - MOST_EVENTS));
    while (this.#heldCharacters > MOST_CHARACTERS) this.#drop(1);
  }

  #drop(count: number): void {
    for (const { event } of this.#held.splice(0, count)) {
      this.#heldCharacters -= event.text.length;
      this.#dropped += 1;
    }
  }
}
