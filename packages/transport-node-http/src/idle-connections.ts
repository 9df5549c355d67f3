import type { Agent } from "node:http";
import type { Socket } from "node:net";
import type { CancelTimer, Clock } from "@listenkey/core";

/**
 * How long a connection may idle before it is dropped. Less than the 5 s after which many servers (Node's among them)
 * hang up: a request that crosses such a hang-up fails, and is not repeated, because nobody knows whether it was
 * carried out.
 */
const IDLE_MS = 4_000;

/** A server that says when it hangs up may do so a little earlier as far as we can see, in milliseconds. */
const MARGIN_MS = 1_000;

/** How often connections are looked at, in milliseconds. */
const LOOK_EVERY_MS = 500;

/** What was seen of a connection that carried no request. */
interface Sight {
  /** How much had been written on it: if that has changed, it has been used since. */
  readonly bytesWritten: number;
  /** When it was first seen so, in monotonic milliseconds. */
  readonly since: number;
}

/**
 * Drops the connections of agents that have carried no request for a while. One timer looks at all of them, as long as
 * there are any, and does not hold the process.
 *
 * The agents' own `timeout` would do the same, but makes a timer anew for each request: of many at a time, a fifteenth of
 * what each costs.
 */
export class IdleConnections {
  readonly #agents: readonly Agent[];
  readonly #clock: Clock;
  #seen: ReadonlyMap<Socket, Sight> = new Map();
  /** For how long some may idle whose server hangs up early. */
  readonly #shorter = new WeakMap<Socket, number>();
  #cancelTimer: CancelTimer | undefined;

  constructor(agents: readonly Agent[], clock: Clock) {
    this.#agents = agents;
    this.#clock = clock;
  }

  /** A request has been answered on a connection, which may be kept. @param keepAlive The header of the answer. */
  answered(socket: Socket, keepAlive: string | undefined): void {
    if (this.#cancelTimer === undefined) this.#lookLater();
    if (keepAlive === undefined) return;
    const [, seconds] = /^timeout=(\d+)/.exec(keepAlive) ?? [];
    const idleMs = Number(seconds) * 1_000 - MARGIN_MS;
    if (idleMs < IDLE_MS) this.#shorter.set(socket, idleMs);
  }

  /** Drops all of them now. */
  drop(): void {
    for (const socket of this.#idle()) socket.destroy();
    this.#seen = new Map();
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #lookLater(): void {
    this.#cancelTimer = this.#clock.setTimer(LOOK_EVERY_MS, () => this.#look(), { ref: false });
  }

  #look(): void {
    const now = this.#clock.monotonic();
    const seen = new Map<Socket, Sight>();
    for (const socket of this.#idle()) {
      const { bytesWritten } = socket;
      const before = this.#seen.get(socket);
      const since = before?.bytesWritten === bytesWritten ? before.since : now;
      // It may have been idle since just after the look before.
      const idleMs = now - since + LOOK_EVERY_MS;
      if (idleMs >= (this.#shorter.get(socket) ?? IDLE_MS)) socket.destroy();
      else seen.set(socket, { bytesWritten, since });
    }
    this.#seen = seen;
    this.#cancelTimer = undefined;
    // What carries a request is going to be answered.
    if (seen.size > 0) this.#lookLater();
  }

  #idle(): readonly Socket[] {
    return this.#agents.flatMap(({ freeSockets }) =>
      Object.values(freeSockets).flatMap((sockets) => sockets ?? []),
    );
  }
}
