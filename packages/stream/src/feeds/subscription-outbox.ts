import type { CancelTimer, Clock } from "@listenkey/core";

/** What is asked for a listen key. */
type SubscriptionMethod = "SUBSCRIBE" | "UNSUBSCRIBE";

/** One order for one listen key. */
export interface SubscriptionOrder {
  readonly method: SubscriptionMethod;
  /** What the message names for the key. */
  readonly items: readonly string[];
  /** It goes in a message of its own. */
  readonly isAlone: boolean;
}

/** Between two messages: five a second leave room for probes and pongs on hosts that take ten. */
const MESSAGE_EVERY_MS = 200;

/** How many items one message names at most, so that no message is large. */
const MOST_ITEMS = 100;

/**
 * Orders that wait to be sent, in their order, as many in one message as go together. It has one timer, while any wait.
 */
export class SubscriptionOutbox<Order extends SubscriptionOrder> {
  readonly #clock: Clock;
  readonly #send: (orders: readonly Order[]) => void;
  #orders: Order[] = [];
  #nextAt = Number.NEGATIVE_INFINITY;
  #cancelTimer: CancelTimer | undefined;

  /** @param send Sends orders of one method in one message. */
  constructor(clock: Clock, send: (orders: readonly Order[]) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  /** Adds an order behind the others. Whatever is added in the same moment goes with it. */
  add(order: Order): void {
    this.#orders.push(order);
    this.#arm();
  }

  /** Takes an order back. @returns Whether it had not been sent yet. */
  remove(order: Order): boolean {
    const before = this.#orders.length;
    this.#orders = this.#orders.filter((other) => other !== order);
    return this.#orders.length < before;
  }

  /** Drops everything. */
  clear(): void {
    this.#orders = [];
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #arm(): void {
    if (this.#orders.length === 0) return;
    const wait = Math.max(0, this.#nextAt - this.#clock.monotonic());
    this.#cancelTimer ??= this.#clock.setTimer(wait, () => this.#flush(), { ref: true });
  }

  #flush(): void {
    this.#cancelTimer = undefined;
    const batch = this.#takeBatch();
    if (batch.length === 0) return;
    this.#nextAt = this.#clock.monotonic() + MESSAGE_EVERY_MS;
    this.#arm();
    this.#send(batch);
  }

  #takeBatch(): readonly Order[] {
    const [first] = this.#orders;
    let items = 0;
    const end = this.#orders.findIndex((order) => {
      items += order.items.length;
      return order !== first && (!goTogether(first, order) || items > MOST_ITEMS);
    });
    return this.#orders.splice(0, end < 0 ? this.#orders.length : end);
  }
}

function goTogether(one: SubscriptionOrder | undefined, other: SubscriptionOrder): boolean {
  return one?.method === other.method && !one.isAlone && !other.isAlone;
}
