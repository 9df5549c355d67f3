import type { EventProducedRecord } from "../log/log-record.ts";
import type { ProductId } from "../rules/product-ids.ts";

/** What the exchange says about the stream itself: nobody is to be given it. */
const CONTROL = new Set(["listenKeyExpired", "eventStreamTerminated", "serverShutdown"]);

/** An event of an account. */
export interface ProducedEvent {
  /** Events are counted over the whole exchange. */
  readonly event: number;
  /** When it was produced, in epoch milliseconds. */
  readonly at: number;
  /** The name of the event. */
  readonly name: string;
  /** The event as it was sent, bare. */
  readonly text: string;
}

/** The events of each account and product, in the order of the exchange. */
export class ProducedEvents {
  readonly #byStream = new Map<string, Map<ProductId, ProducedEvent[]>>();

  add({ event, at, name, text, account, product }: EventProducedRecord): void {
    if (text === undefined || CONTROL.has(name)) return;
    let ofAccount = this.#byStream.get(account);
    if (ofAccount === undefined) this.#byStream.set(account, (ofAccount = new Map()));
    const events = ofAccount.get(product);
    const produced = { event, at, name, text };
    if (events === undefined) ofAccount.set(product, [produced]);
    else events.push(produced);
  }

  of(account: string, product: ProductId): readonly ProducedEvent[] {
    return this.#byStream.get(account)?.get(product) ?? [];
  }
}
