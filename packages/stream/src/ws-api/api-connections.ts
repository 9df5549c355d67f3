import type { Clock, Random } from "@listenkey/core";
import { ExchangeTime, Governor, type DialUrgency, type PoolDraw } from "@listenkey/core/kit";
import type { Heartbeat } from "@listenkey/core/product";
import type { Transport } from "@listenkey/core/transport";
import { ApiConnection } from "./api-connection.ts";
import type { ApiCaller } from "./api-call.ts";
import type { Occupant, Seat } from "./seat.ts";
import { TurnQueue } from "./turn-queue.ts";

/** Which WebSocket API, and over what. */
export interface ApiAddress {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly url: string;
  /** The pool that it draws from. */
  readonly draw: PoolDraw;
}

/** An account that looks for a seat. */
export interface SeatRequest {
  /** What tells the account from others. */
  readonly account: string;
  readonly occupant: Occupant;
  /** Feeds of one account in different lanes never share a connection. */
  readonly lane: number;
  readonly urgency: DialUrgency;
  /** Connections that it must not be on. */
  readonly apartFrom: readonly ApiConnection[];
  /** How many accounts a connection may carry. */
  readonly mostAccounts: number;
}

/** How a new connection is made. */
export interface DialTerms {
  readonly heartbeat: Heartbeat;
  readonly timeoutMs: number;
  readonly weightShare: number;
  readonly random: Random;
}

/** The most accounts that a connection takes, whatever is asked for. */
const MOST_ACCOUNTS = 1_000;

/** All connections to one WebSocket API over one transport, so that the streams on it share them. */
export class ApiConnections {
  static readonly #all = new WeakMap<Transport, WeakMap<Clock, Map<string, ApiConnections>>>();

  readonly caller: ApiCaller;
  readonly #address: ApiAddress;
  readonly #turns: TurnQueue;
  /** By lane, the newest first. */
  readonly #lanes = new Map<number, readonly ApiConnection[]>();

  /** The connections to an address. */
  static to(address: ApiAddress): ApiConnections {
    const { transport, clock, url, draw } = address;
    let perClock = ApiConnections.#all.get(transport);
    if (perClock === undefined) ApiConnections.#all.set(transport, (perClock = new WeakMap()));
    let perUrl = perClock.get(clock);
    if (perUrl === undefined) perClock.set(clock, (perUrl = new Map()));
    const name = `${draw.realm} ${draw.pool.id} ${draw.account} ${url}`;
    let connections = perUrl.get(name);
    if (connections === undefined) perUrl.set(name, (connections = new ApiConnections(address)));
    return connections;
  }

  constructor(address: ApiAddress) {
    const { transport, clock, draw } = address;
    const governor = Governor.of(transport, clock);
    const exchangeTime = ExchangeTime.of({ governor, realm: draw.realm, clock });
    this.caller = { governor, draw, clock, exchangeTime };
    this.#address = address;
    this.#turns = new TurnQueue({ governor, draw, clock });
  }

  /** Takes a seat for an account: on the newest connection that has one, else on a new connection. */
  seat(request: SeatRequest, terms: DialTerms): { connection: ApiConnection; seat: Seat } {
    const { account, occupant, urgency, lane, apartFrom } = request;
    const mostAccounts = Math.min(request.mostAccounts, MOST_ACCOUNTS);
    const connection =
      this.#in(lane).find(
        (each) => !apartFrom.includes(each) && each.takes(account, mostAccounts),
      ) ?? this.#add(lane, terms);
    return { connection, seat: connection.join(account, occupant, urgency) };
  }

  #in(lane: number): readonly ApiConnection[] {
    return this.#lanes.get(lane) ?? [];
  }

  #add(lane: number, terms: DialTerms): ApiConnection {
    const { transport, url } = this.#address;
    const connection: ApiConnection = new ApiConnection({
      ...this.caller,
      ...terms,
      transport,
      url,
      turns: this.#turns,
      over: () =>
        this.#lanes.set(
          lane,
          this.#in(lane).filter((each) => each !== connection),
        ),
    });
    this.#lanes.set(lane, [connection, ...this.#in(lane)]);
    return connection;
  }
}
