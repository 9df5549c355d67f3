import type { WritableLog } from "../log/exchange-log.ts";
import type { Peer } from "../log/log-record.ts";
import type { Timers } from "../time/timers.ts";
import type { Feed } from "./feed.ts";
import type { SimulatedSocket } from "./simulated-socket.ts";
import { Pipe } from "../time/pipe.ts";

const ABNORMAL = 1006;

/** The wire to a client, as a face provides it. After `close`, `destroy` or the client's leaving nothing is sent. */
export interface SocketLink {
  /** Sends a text frame. */
  send(text: string): void;
  /** Sends a close frame and ends. */
  close(code: number, reason: string): void;
  /** Ends without a close frame. */
  destroy(): void;
  /** Stops reading and answering, without a word: the client's side is half-open from now on. */
  freeze(): void;
}

/** What a face tells the exchange about an open socket. */
export interface ServerSocket {
  /** The client sent a text frame. */
  received(text: string): void;
  /** The client has left. */
  gone(): void;
}

/** Who is at the other end of a socket, and what its path is like. */
export interface ConnectionFacts {
  readonly id: number;
  readonly peer: Peer;
  readonly isWrapped: boolean;
}

/** What a {@link Connection} needs. */
export interface ConnectionDeps {
  readonly link: SocketLink;
  readonly now: () => number;
  readonly timers: Timers;
  readonly log: WritableLog;
  /** Told once, when the socket has ended. */
  readonly ended: (connection: Connection) => void;
}

/** One open socket, as the exchange sees it. It owns its link and its feeds. */
export class Connection implements ServerSocket, SimulatedSocket {
  readonly id: number;
  readonly peer: Peer;
  /** Whether frames are wrapped in `{"stream","data"}` on its path. */
  readonly isWrapped: boolean;
  readonly openedAt: number;
  readonly feeds: Feed[] = [];
  readonly #deps: ConnectionDeps;
  readonly #outbox: Pipe;
  #state: "open" | "frozen" | "ended" = "open";

  constructor({ id, peer, isWrapped }: ConnectionFacts, deps: ConnectionDeps) {
    this.id = id;
    this.peer = peer;
    this.isWrapped = isWrapped;
    this.#deps = deps;
    this.#outbox = new Pipe(deps.timers);
    this.openedAt = deps.now();
  }

  get ip(): string {
    return this.peer.ip;
  }

  get client(): string {
    return this.peer.client;
  }

  get accounts(): readonly string[] {
    const alive = this.feeds.filter(({ key }) => key.alive);
    return [...new Set(alive.map(({ key }) => key.account))];
  }

  /** Whether frames go nowhere although the client has not been told. */
  get frozen(): boolean {
    return this.#state === "frozen";
  }

  /** Sends a text frame, behind whatever is held up. */
  send(text: string, afterMs = 0): void {
    if (this.#state !== "open") return;
    this.#outbox.put(() => {
      if (this.#state === "open") this.#deps.link.send(text);
    }, afterMs);
  }

  close(code: number, reason = ""): void {
    // 1006 stands for the absence of a close frame.
    if (code === ABNORMAL) this.cut(reason);
    else this.#end({ by: "exchange", code, reason }, () => this.#deps.link.close(code, reason));
  }

  cut(reason = "cut"): void {
    this.#end({ by: "exchange", code: ABNORMAL, reason }, () => this.#deps.link.destroy());
  }

  freeze(): void {
    if (this.#state !== "open") return;
    this.#state = "frozen";
    this.#deps.link.freeze();
  }

  received(_text: string): void {
    // Stream sockets understand SUBSCRIBE and LIST_SUBSCRIPTIONS; this exchange does not answer them yet.
  }

  gone(): void {
    this.#end({ by: "client" }, () => undefined);
  }

  #end(
    how: { readonly by: "client" | "exchange"; readonly code?: number; readonly reason?: string },
    act: () => void,
  ): void {
    if (this.#state === "ended") return;
    const canTell = this.#state === "open";
    this.#state = "ended";
    this.#outbox.clear();
    for (const feed of this.feeds) feed.key.feeds.delete(feed);
    const { now, log } = this.#deps;
    log.write({ kind: "socketClosed", at: now(), socket: this.id, ...how });
    // The other side of a half-open socket never learns of it.
    if (canTell) act();
    this.#deps.ended(this);
  }
}
