import type {
  LogRecord,
  SubscribedRecord,
  UnsubscribedRecord,
  WsRequestRecord,
} from "@listenkey/simulator";
import type { Grant } from "./key-facts.ts";
import { addTo } from "./multi-map.ts";

/** What the exchange has written down about a subscription. All times are epoch milliseconds. */
export interface SubscriptionFacts {
  readonly socket: number;
  readonly subscription: number;
  readonly account: string;
  readonly from: number;
  /** When its life began, and each time it was extended; empty if it rests on no token. */
  readonly grants: Grant[];
  /** `Infinity` while it lives. */
  to: number;
  endedBy: UnsubscribedRecord["by"] | undefined;
  /** The requests that it was acknowledged by: what was done without an answer its client cannot know of. */
  readonly told: WsRequestRecord[];
}

/** Every subscription of a day. */
export class SubscriptionBook {
  readonly all: SubscriptionFacts[] = [];
  readonly #byAccount = new Map<string, SubscriptionFacts[]>();
  readonly #active = new Map<string, SubscriptionFacts>();

  /** The subscriptions of an account, the earlier first. */
  of(account: string): readonly SubscriptionFacts[] {
    return this.#byAccount.get(account) ?? [];
  }

  add(record: LogRecord): void {
    switch (record.kind) {
      case "subscribed":
        return this.#opened(record);
      case "subscriptionExtended":
        return void this.#active.get(nameOf(record))?.grants.push(record);
      case "unsubscribed":
        return this.#ended(record);
      case "wsRequest":
        return this.#answered(record);
      default:
    }
  }

  #opened(record: SubscribedRecord): void {
    const { socket, subscription, account, at, expiresAt } = record;
    const facts: SubscriptionFacts = {
      socket,
      subscription,
      account,
      from: at,
      grants: expiresAt === undefined ? [] : [{ at, expiresAt }],
      to: Infinity,
      endedBy: undefined,
      told: [],
    };
    this.all.push(facts);
    addTo(this.#byAccount, account, facts);
    this.#active.set(nameOf(record), facts);
  }

  #answered(record: WsRequestRecord): void {
    const { call, socket, subscription, status, fate, fault } = record;
    if (call !== "subscribe" || subscription === undefined) return;
    const facts = this.#active.get(nameOf({ socket, subscription }));
    const isTold = status === 200 && fate === "answered" && fault !== "garble";
    if (isTold) facts?.told.push(record);
  }

  #ended(record: UnsubscribedRecord): void {
    const facts = this.#active.get(nameOf(record));
    if (facts === undefined) return;
    facts.to = record.at;
    facts.endedBy = record.by;
  }
}

function nameOf(of: { readonly socket: number; readonly subscription: number }): string {
  return `${of.socket}/${of.subscription}`;
}
