import type { CancelTimer } from "@listenkey/core";
import type { WritableLog } from "../log/exchange-log.ts";
import type { UnsubscribedRecord } from "../log/log-record.ts";
import type { ListenToken } from "../model/listen-token.ts";
import type { ProductId } from "../rules/product-ids.ts";
import type { Timers } from "../time/timers.ts";
import type { Subscription } from "./subscription.ts";

/** Why a subscription ends. */
export type SubscriptionEnd = UnsubscribedRecord["by"];

/** What {@link Subscriptions} needs. */
export interface SubscriptionsDeps {
  readonly now: () => number;
  readonly timers: Timers;
  readonly log: WritableLog;
  /** Told when time or the test has ended a subscription: its socket has to hear of it. */
  readonly announceEnd: (subscription: Subscription) => void;
}

/** Every active subscription of the exchange. It owns the timers of those that expire. */
export class Subscriptions {
  readonly #deps: SubscriptionsDeps;
  readonly #byAccount = new Map<string, Map<Subscription, CancelTimer>>();

  constructor(deps: SubscriptionsDeps) {
    this.#deps = deps;
  }

  /** What hears the events of an account's product, first come first. */
  of(account: string, product: ProductId): readonly Subscription[] {
    const active = [...(this.#byAccount.get(account)?.keys() ?? [])];
    const concerned = active.filter((one) => one.product === product);
    return concerned.filter((one) => this.isActive(one));
  }

  /** Whether it has not ended. The wall clock may have moved past its end without any timer. */
  isActive(subscription: Subscription): boolean {
    if (!this.#holds(subscription)) return false;
    const { expiresAt = Infinity } = subscription;
    if (expiresAt > this.#deps.now()) return true;
    this.endAndAnnounce(subscription, "time");
    return false;
  }

  add(subscription: Subscription, token: ListenToken | undefined): void {
    const ofAccount =
      this.#byAccount.get(subscription.account) ?? new Map<Subscription, CancelTimer>();
    this.#byAccount.set(subscription.account, ofAccount);
    ofAccount.set(subscription, () => undefined);
    const { now, log } = this.#deps;
    const { by, expiresAt } = subscription;
    log.write({
      kind: "subscribed",
      at: now(),
      ...nameOf(subscription),
      by,
      ...(token !== undefined && { token: token.number }),
      ...(expiresAt !== undefined && { expiresAt }),
    });
    this.#awaitExpiry(subscription);
  }

  /** Moves the end of a subscription to that of another token, if that is later. */
  extend(subscription: Subscription, token: ListenToken): void {
    // The timer is left alone: when it fires it finds the subscription extended and waits for the rest.
    const expiresAt = Math.max(subscription.expiresAt ?? 0, token.expiresAt);
    subscription.expiresAt = expiresAt;
    this.#deps.log.write({
      kind: "subscriptionExtended",
      at: this.#deps.now(),
      ...nameOf(subscription),
      token: token.number,
      expiresAt,
    });
  }

  /** Ends a subscription without a word to its socket. */
  end(subscription: Subscription, by: SubscriptionEnd): void {
    const ofAccount = this.#byAccount.get(subscription.account);
    ofAccount?.get(subscription)?.();
    if (ofAccount?.delete(subscription) !== true) return;
    this.#deps.log.write({
      kind: "unsubscribed",
      at: this.#deps.now(),
      ...nameOf(subscription),
      by,
    });
  }

  /**
   * Ends subscriptions.
   *
   * @returns Tells their sockets.
   */
  endAll(subscriptions: readonly Subscription[], by: SubscriptionEnd): () => void {
    for (const one of subscriptions) this.end(one, by);
    return () => {
      for (const one of subscriptions) this.#deps.announceEnd(one);
    };
  }

  endAndAnnounce(subscription: Subscription, by: SubscriptionEnd): void {
    this.endAll([subscription], by)();
  }

  #holds(subscription: Subscription): boolean {
    return this.#byAccount.get(subscription.account)?.has(subscription) === true;
  }

  #awaitExpiry(subscription: Subscription): void {
    const { account, expiresAt } = subscription;
    if (expiresAt === undefined) return;
    const cancel = this.#deps.timers.set(expiresAt - this.#deps.now(), () => {
      if (this.isActive(subscription)) this.#awaitExpiry(subscription);
    });
    this.#byAccount.get(account)?.set(subscription, cancel);
  }
}

function nameOf({ socket, id, account, product }: Subscription): {
  readonly socket: number;
  readonly subscription: number;
  readonly account: string;
  readonly product: Subscription["product"];
} {
  return { socket: socket.id, subscription: id, account, product };
}
