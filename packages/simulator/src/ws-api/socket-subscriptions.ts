import type { ListenToken } from "../model/listen-token.ts";
import type { SubscribedProduct } from "../rules/product-ids.ts";
import type { Refusal } from "../rules/refusals.ts";
import type { Connection } from "../sockets/connection.ts";
import type { Subscription } from "./subscription.ts";
import type { Subscriptions } from "./subscriptions.ts";
import {
  NO_SUBSCRIPTION_ID_LEFT,
  SUBSCRIPTION_ACTIVE,
  TOO_MANY_SUBSCRIPTIONS,
} from "./ws-refusals.ts";

/** How many subscriptions a socket may have at a time. */
const MOST_ACTIVE = 1000;
/** How many subscriptions a socket may make in its life: their ids have 16 bits. */
const MOST_MADE = 65_535;

/** Whom to hear. */
export interface SubscriptionTarget {
  readonly account: string;
  readonly product: SubscribedProduct;
  readonly by: Subscription["by"];
  /** The token that allows it, if it is one. */
  readonly token?: ListenToken;
}

/** The subscriptions of one socket. */
export class SocketSubscriptions {
  readonly #all: Subscriptions;
  readonly #inMicroseconds: boolean;
  #own: Subscription[] = [];
  #made = 0;

  constructor(all: Subscriptions, inMicroseconds: boolean) {
    this.#all = all;
    this.#inMicroseconds = inMicroseconds;
  }

  /** Those that have not ended, oldest first. */
  get active(): readonly Subscription[] {
    this.#own = this.#own.filter((one) => this.#all.isActive(one));
    return this.#own;
  }

  /** The one that hears an account's product. */
  find({ account, product }: Pick<Subscription, "account" | "product">): Subscription | undefined {
    return this.active.find((one) => one.account === account && one.product === product);
  }

  open(socket: Connection, target: SubscriptionTarget): Subscription | Refusal {
    if (this.find(target) !== undefined) return SUBSCRIPTION_ACTIVE;
    return this.#make(socket, target);
  }

  /** Puts a subscription with a new id in the place of one that ends without a word. */
  replace(old: Subscription, target: SubscriptionTarget): Subscription | Refusal {
    this.#all.end(old, "renewal");
    return this.#make(old.socket, target);
  }

  #make(socket: Connection, target: SubscriptionTarget): Subscription | Refusal {
    if (this.active.length >= MOST_ACTIVE) return TOO_MANY_SUBSCRIPTIONS;
    if (this.#made >= MOST_MADE) return NO_SUBSCRIPTION_ID_LEFT;
    const { account, product, by, token } = target;
    const subscription: Subscription = {
      id: this.#made,
      socket,
      account,
      product,
      by,
      inMicroseconds: this.#inMicroseconds,
      expiresAt: token?.expiresAt,
    };
    this.#made += 1;
    this.#own.push(subscription);
    this.#all.add(subscription, token);
    return subscription;
  }
}
