import { allows, type ApiKey } from "../model/api-key.ts";
import type { Connection } from "../sockets/connection.ts";
import { SocketSubscriptions } from "./socket-subscriptions.ts";
import type { SubscriptionEnd, Subscriptions } from "./subscriptions.ts";
import type { WsAddress } from "./ws-address.ts";

/** Who has logged on. */
export interface Logon {
  readonly apiKey: ApiKey;
  /** In epoch milliseconds. */
  readonly since: number;
}

/** What the exchange remembers of one socket of the WebSocket API. */
export class WsSession {
  readonly address: WsAddress;
  readonly environment: string;
  readonly subscriptions: SocketSubscriptions;
  readonly #all: Subscriptions;
  #logon: Logon | undefined;

  constructor(address: WsAddress, environment: string, all: Subscriptions) {
    this.address = address;
    this.environment = environment;
    this.subscriptions = new SocketSubscriptions(all, address.inMicroseconds);
    this.#all = all;
  }

  get logon(): Logon | undefined {
    return this.#logon;
  }

  /** Whether the API key that logged on may not be used any more. */
  hasLostItsKey({ ip }: Connection): boolean {
    return this.#logon !== undefined && !allows(this.#logon.apiKey, ip);
  }

  logOn(logon: Logon): void {
    this.#logon = logon;
  }

  /**
   * Forgets who logged on, and ends what rests on that.
   *
   * @returns Tells the socket which subscriptions have ended.
   */
  logOut(by: SubscriptionEnd): () => void {
    this.#logon = undefined;
    const ended = this.subscriptions.active.filter((one) => one.by === "logon");
    return this.#all.endAll(ended, by);
  }

  /** A time as this socket wants it. */
  stamp(ms: number): number {
    return this.address.inMicroseconds ? ms * 1000 : ms;
  }
}
