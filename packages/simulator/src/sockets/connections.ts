import type { WritableLog } from "../log/exchange-log.ts";
import type { Timers } from "../time/timers.ts";
import type { Dialect } from "../rules/dialect.ts";
import { Connection, type ConnectionFacts } from "./connection.ts";
import type { SocketLink } from "./socket-link.ts";

/** How long a connection may last. */
const CONNECTION_LIFETIME_MS = 24 * 3_600_000;
/** The close code of the daily cut; undocumented. */
const GOING_AWAY = 1001;

/** What {@link Connections} needs. */
export interface ConnectionsDeps {
  readonly now: () => number;
  readonly timers: Timers;
  readonly log: WritableLog;
  readonly dialect: Dialect;
}

/** Every open socket of the exchange. */
export class Connections {
  readonly #deps: ConnectionsDeps;
  readonly #open = new Map<Connection, () => void>();
  #opened = 0;

  constructor(deps: ConnectionsDeps) {
    this.#deps = deps;
  }

  /** The sockets that are open, half-open ones included, oldest first. */
  get open(): readonly Connection[] {
    return [...this.#open.keys()];
  }

  /** Takes a socket in, until it ends or its day is over. */
  add(facts: Omit<ConnectionFacts, "id">, link: SocketLink): Connection {
    const id = ++this.#opened;
    const connection = new Connection(
      { id, ...facts },
      {
        ...this.#deps,
        link,
        pings: this.#deps.dialect.pings === "sent",
        ended: (ended) => {
          this.#open.get(ended)?.();
          this.#open.delete(ended);
        },
      },
    );
    const cancel = this.#deps.timers.set(CONNECTION_LIFETIME_MS, () => {
      connection.close(GOING_AWAY, "24 hours are over");
    });
    this.#open.set(connection, cancel);
    return connection;
  }
}
