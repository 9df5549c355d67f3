import type {
  LogRecord,
  SocketClosedRecord,
  SocketOpenedRecord,
  SocketRetunedRecord,
} from "@listenkey/simulator";

/** What a socket was tuned to from some moment on. */
interface Tuning {
  readonly from: number;
  /** Numbers of listen keys; 0 for one that the exchange never made. */
  readonly keys: readonly number[];
  /** Whether no event could come. */
  readonly isSilent: boolean;
}

/** What the exchange has written down about a socket. All times are epoch milliseconds. */
export interface SocketFacts {
  readonly socket: number;
  readonly client: string;
  readonly host: string;
  readonly path: string;
  readonly openedAt: number;
  readonly tunings: Tuning[];
  /** `Infinity` if it never became half-open. */
  frozenAt: number;
  /** `Infinity` while it is open. */
  closedAt: number;
  closedBy: SocketClosedRecord["by"] | undefined;
  /** Why, where the exchange has closed it. */
  reason: string | undefined;
}

/** Every socket of a day, by its number. */
export class SocketBook {
  readonly byNumber = new Map<number, SocketFacts>();

  add(record: LogRecord): void {
    switch (record.kind) {
      case "socketOpened":
        return this.#opened(record);
      case "socketRetuned":
        return void this.byNumber.get(record.socket)?.tunings.push(tuningOf(record));
      case "socketFrozen":
        return this.#change(record.socket, (socket) => (socket.frozenAt = record.at));
      case "socketClosed":
        return this.#closed(record);
      default:
    }
  }

  #opened(record: SocketOpenedRecord): void {
    const { socket, client, host, path, at } = record;
    this.byNumber.set(socket, {
      socket,
      client,
      host,
      path,
      openedAt: at,
      tunings: [tuningOf(record)],
      frozenAt: Infinity,
      closedAt: Infinity,
      closedBy: undefined,
      reason: undefined,
    });
  }

  #closed({ socket, at, by, reason }: SocketClosedRecord): void {
    this.#change(socket, (facts) => {
      facts.closedAt = at;
      facts.closedBy = by;
      facts.reason = reason;
    });
  }

  #change(socket: number, change: (facts: SocketFacts) => void): void {
    const facts = this.byNumber.get(socket);
    if (facts !== undefined) change(facts);
  }
}

function tuningOf({ at, keys, silent }: SocketOpenedRecord | SocketRetunedRecord): Tuning {
  return { from: at, keys, isSilent: silent };
}
