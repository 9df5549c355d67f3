import type { CallBudget, Instant } from "@listenkey/core/kit";
import type { RejectedFrame, WireAnswer, WireEvent, WireRequest } from "../wire/wire.ts";
import type { FeedEnd, FeedEvent } from "../feeds/feed.ts";
import { subscriptionIdIn } from "./api-answer.ts";
import type { Claimant, EventRouter } from "./event-router.ts";

/** Where whoever takes a seat hears what happens on the connection. Nothing comes once they have left. */
export interface Occupant {
  /** What the account may still dial. */
  readonly budget: CallBudget;
  /** The connection is open. Once, unless it was open when the seat was taken. */
  opened(): void;
  /** The connection was heard at that moment. At most once a second. */
  heard(readAt: Instant): void;
  /** An event. Never a control event. */
  event(event: FeedEvent): void;
  /** The exchange has ended the subscription. The inner text of the event that says so. */
  terminated(text: string): void;
  /** A frame arrived that nobody can read, whoever it was for. */
  rejected(frame: RejectedFrame): void;
  /** The connection will soon be closed. */
  retiring(reason: "age" | "shutdown"): void;
  /** The connection is over. Once, and last. */
  ended(end: FeedEnd): void;
}

/** What a seat needs of its connection. */
export interface SeatHome {
  readonly router: EventRouter;
  /** Sends a subscribe. Rejects where it was not answered. */
  subscribe(request: WireRequest): Promise<WireAnswer>;
  /** Ends a subscription in its turn. Never rejects. @returns Whether it is certain that it has ended. */
  unsubscribe(subscriptionId: number): Promise<boolean>;
  /** The seat is empty. @returns Whether the connection goes on; it does while any seat is taken. */
  vacate(seat: Seat): boolean;
  /** An account is not subscribed here any more, for certain. */
  free(account: string): void;
}

/** The account may be subscribed on this connection, by us or by somebody who uses another API key of it. */
const SUBSCRIPTION_ACTIVE = -2035;

/** An account's place on a connection, with the subscription that it has there. */
export class Seat {
  /** What tells the account from others. */
  readonly account: string;
  readonly occupant: Occupant;
  readonly #home: SeatHome;
  /** Its subscriptions. A renewal may answer with a new number, and then the old one may still bring events. */
  #ids: readonly number[] = [];
  /** Settles when the subscribe that is under way has been answered, or will not be. */
  #asking: Promise<void> | undefined;
  /** A subscription has ended while another was being asked for, which may be the reason. */
  #ending: { readonly id: number; readonly event: WireEvent } | undefined;
  /** Nobody knows whether there are subscriptions beside ours. */
  #isUncertain = false;
  #left: Promise<void> | undefined;

  constructor(home: SeatHome, account: string, occupant: Occupant) {
    this.#home = home;
    this.account = account;
    this.occupant = occupant;
  }

  /**
   * Subscribes, or subscribes again. Events that came before the answer are handed over before this resolves.
   *
   * @returns The answer, be it yes or no. Rejects where there was none.
   */
  async subscribe(request: WireRequest): Promise<WireAnswer> {
    const { router } = this.#home;
    const answer = this.#home.subscribe(request);
    router.expect();
    const settle = (): void => {
      router.settled();
      this.#asking = undefined;
      if (this.#ending !== undefined) this.#terminated(this.#ending.id, this.#ending.event);
    };
    const unanswered = (): void => {
      this.#isUncertain = true;
    };
    this.#asking = answer.then((told) => this.#answered(told), unanswered).then(settle);
    await this.#asking;
    return answer;
  }

  /** Gives the seat up: at once as far as the occupant can see. Resolves when no subscription is left, as far as possible. */
  leave(): Promise<void> {
    return (this.#left ??= this.#leave());
  }

  async #leave(): Promise<void> {
    for (const id of this.#ids) this.#home.router.release(id);
    if (!this.#home.vacate(this)) return;
    // Without its number a subscription cannot be ended alone.
    await this.#asking;
    for (const id of this.#ids) {
      if (!(await this.#home.unsubscribe(id))) this.#isUncertain = true;
    }
    if (!this.#isUncertain) this.#home.free(this.account);
  }

  #answered(answer: WireAnswer): void {
    const id = subscriptionIdIn(answer);
    if (id === undefined) {
      const { status, error } = answer;
      const mayBeActive = error === undefined || error.code === SUBSCRIPTION_ACTIVE;
      // Whether it was carried out in spite of an internal error, nobody knows.
      this.#isUncertain ||= mayBeActive || status >= 500;
      return;
    }
    this.#ids = [...this.#ids.filter((other) => other !== id), id];
    if (this.#left === undefined) this.#home.router.claim(id, this.#hear);
    else this.#home.router.release(id);
  }

  readonly #hear: Claimant = (event, id) => {
    if (event.type === "eventStreamTerminated") {
      if (this.#asking === undefined) this.#terminated(id, event);
      else this.#ending = { id, event };
      return;
    }
    // A new number has taken over: what an old one still brought would come twice.
    if (this.#ids.length > 1 && id === this.#ids.at(-1)) this.#keepOnly(id);
    this.occupant.event(event);
  };

  #terminated(id: number, event: WireEvent): void {
    this.#ending = undefined;
    const isLatest = this.#ids.at(-1) === id;
    this.#ids = this.#ids.filter((other) => other !== id);
    this.#home.router.release(id);
    if (isLatest && this.#left === undefined) this.occupant.terminated(event.text);
  }

  #keepOnly(id: number): void {
    for (const other of this.#ids) if (other !== id) this.#home.router.release(other);
    this.#ids = [id];
  }
}
