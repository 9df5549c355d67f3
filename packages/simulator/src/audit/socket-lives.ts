import type {
  SocketClosedRecord,
  SocketFrozenRecord,
  SocketOpenedRecord,
  SocketRetunedRecord,
} from "../log/log-record.ts";

/** Which listen keys a socket hears, and from when on. */
export interface Tuned {
  readonly from: number;
  /** Their numbers. */
  readonly keys: readonly number[];
}

/** What became of a socket. All times are epoch milliseconds, and `Infinity` if it has not happened. */
export interface SocketLife {
  readonly socket: number;
  readonly client: string;
  readonly path: string;
  readonly tuned: Tuned[];
  frozenAt: number;
  closedAt: number;
}

/** Every socket of the exchange, by its number. */
export class SocketLives {
  readonly #byNumber = new Map<number, SocketLife>();
  readonly #byKey = new Map<number, Set<SocketLife>>();

  opened({ socket, client, path, at, keys, silent }: SocketOpenedRecord): void {
    const life = { socket, client, path, tuned: [], frozenAt: Infinity, closedAt: Infinity };
    this.#byNumber.set(socket, life);
    this.#tune(life, { from: at, keys: silent ? [] : keys });
  }

  retuned({ socket, at, keys, silent }: SocketRetunedRecord): void {
    const life = this.#byNumber.get(socket);
    if (life !== undefined) this.#tune(life, { from: at, keys: silent ? [] : keys });
  }

  frozen({ socket, at }: SocketFrozenRecord): void {
    const life = this.#byNumber.get(socket);
    if (life !== undefined) life.frozenAt = at;
  }

  closed({ socket, at }: SocketClosedRecord): void {
    const life = this.#byNumber.get(socket);
    if (life !== undefined) life.closedAt = at;
  }

  get(socket: number): SocketLife | undefined {
    return this.#byNumber.get(socket);
  }

  /** The sockets that have ever heard a listen key. */
  hearing(key: number): Iterable<SocketLife> {
    return this.#byKey.get(key) ?? [];
  }

  #tune(life: SocketLife, tuned: Tuned): void {
    life.tuned.push(tuned);
    for (const key of tuned.keys) {
      const sockets = this.#byKey.get(key);
      if (sockets === undefined) this.#byKey.set(key, new Set([life]));
      else sockets.add(life);
    }
  }
}
