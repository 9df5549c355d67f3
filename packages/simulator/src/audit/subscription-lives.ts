import type { SubscribedRecord, UnsubscribedRecord, WsRequestRecord } from "../log/log-record.ts";
import type { AuditedStream } from "./audited-stream.ts";
import type { SubscribedProduct } from "../rules/product-ids.ts";

/** A subscription on the WebSocket API. */
export interface SubscriptionLife {
  readonly socket: number;
  readonly account: string;
  readonly product: SubscribedProduct;
  readonly from: number;
  /** When it ended, in epoch milliseconds; `Infinity` while it lives. */
  to: number;
  /**
   * Whether the client was told of it, in an answer that arrived and could be read; absent while nothing is known of the
   * request. Who was not told does not listen.
   */
  isTold?: boolean;
}

/** Every subscription on the WebSocket API. */
export class SubscriptionLives {
  readonly #byAccount = new Map<string, SubscriptionLife[]>();
  readonly #bySocket = new Map<number, Map<number, SubscriptionLife>>();

  opened({ socket, subscription, account, product, at }: SubscribedRecord): void {
    const life: SubscriptionLife = { socket, account, product, from: at, to: Infinity };
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

  /** A request to subscribe was answered, or it was carried out without that. */
  answered({ call, socket, subscription, status, fate, fault }: WsRequestRecord): void {
    if (call !== "subscribe" || subscription === undefined) return;
    const life = this.#bySocket.get(socket)?.get(subscription);
    if (life === undefined) return;
    life.isTold ||= status === 200 && fate === "answered" && fault !== "garble";
  }

  /** Whether a socket hears an account's product at a moment, and the client was told of nothing that it does. */
  isUntold(
    { account, product }: Pick<AuditedStream, "account" | "product">,
    { socket, at }: { readonly socket: number; readonly at: number },
  ): boolean {
    const lives = [...(this.#bySocket.get(socket)?.values() ?? [])].filter(
      (life) =>
        life.account === account && life.product === product && life.from <= at && at <= life.to,
    );
    return lives.length > 0 && lives.every(({ isTold }) => isTold === false);
  }

  of(account: string): readonly SubscriptionLife[] {
    return this.#byAccount.get(account) ?? [];
  }
}
