import type { SubscribedRecord, UnsubscribedRecord } from "../log/log-record.ts";
import type { SubscribedProduct } from "../rules/product-ids.ts";

/** A subscription on the WebSocket API. */
export interface SubscriptionLife {
  readonly socket: number;
  readonly account: string;
  readonly product: SubscribedProduct;
  readonly from: number;
  /** When it ended, in epoch milliseconds; `Infinity` while it lives. */
  to: number;
}

/** Every subscription on the WebSocket API. */
export class SubscriptionLives {
  readonly #byAccount = new Map<string, SubscriptionLife[]>();
  readonly #bySocket = new Map<number, Map<number, SubscriptionLife>>();

  opened({ socket, subscription, account, product, at }: SubscribedRecord): void {
    const life = { socket, account, product, from: at, to: Infinity };
    const ofAccount = this.#byAccount.get(account);
    if (ofAccount === undefined) this.#byAccount.set(account, [life]);
    else ofAccount.push(life);
    const onSocket = this.#bySocket.get(socket) ?? new Map<number, SubscriptionLife>();
    this.#bySocket.set(socket, onSocket.set(subscription, life));
  }

  ended({ socket, subscription, at }: UnsubscribedRecord): void {
    const life = this.#bySocket.get(socket)?.get(subscription);
    if (life !== undefined) life.to = at;
  }

  of(account: string): readonly SubscriptionLife[] {
    return this.#byAccount.get(account) ?? [];
  }
}
