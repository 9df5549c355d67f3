import type { WritableLog } from "../log/exchange-log.ts";
import type { Peer } from "../log/log-record.ts";
import type { SocketTerms } from "../rules/socket-terms.ts";
import type { Timers } from "../time/timers.ts";
import { exactJson } from "./exact-json.ts";
import type { Feed } from "./feed.ts";
import type { SimulatedEvent } from "./simulated-event.ts";
import type { SimulatedSocket } from "./simulated-socket.ts";
import type { SocketDesk } from "./socket-desk.ts";
import type { ServerSocket, SocketLink } from "./socket-link.ts";
import { Pipe } from "../time/pipe.ts";
import { Heartbeat } from "./heartbeat.ts";
import { MessageQuota } from "./message-quota.ts";

const ABNORMAL = 1006;
/** The close code for a client that does not keep to the terms. */
const POLICY = 1008;

/** Who is at the other end of a socket, and what its path is like. */
export interface ConnectionFacts {
  readonly id: number;
  readonly peer: Peer;
  readonly isWrapped: boolean;
  readonly terms: SocketTerms;
  /** Who answers what the client sends; absent if nobody does. */
  readonly desk?: SocketDesk | undefined;
}

/** What a {@link Connection} needs. */
export interface ConnectionDeps {
  readonly link: SocketLink;
  readonly now: () => number;
  readonly timers: Timers;
  readonly log: WritableLog;
  /** Whether the exchange pings at all. */
  readonly pings: boolean;
  /** Told once, when the socket has ended. */
  readonly ended: (connection: Connection) => void;
}

/** Something that is to leave, and who hears what became of it. */
export interface Outgoing {
  /** How much later than it could, in milliseconds. Defaults to 0. */
  readonly afterMs?: number;
  /** Puts it on the wire. */
  put(link: SocketLink): void;
  /** It is about to leave. */
  sent?(): void;
  /** It never will: the socket is half-open, or has ended. */
  lost?(why: "frozen" | "closed"): void;
}

/** One open socket, as the exchange sees it. It owns its link, its feeds and its heartbeat. */
export class Connection implements ServerSocket, SimulatedSocket {
  readonly id: number;
  readonly peer: Peer;
  /** Whether frames are wrapped in `{"stream","data"}`: its path says so first, and the client may say otherwise. */
  isWrapped: boolean;
  readonly openedAt: number;
  readonly feeds: Feed[] = [];
  readonly #deps: ConnectionDeps;
  readonly #outbox: Pipe;
  readonly #desk: SocketDesk | undefined;
  readonly #quota: MessageQuota;
  readonly #heartbeat: Heartbeat | undefined;
  #isDeaf = false;
  #lagMs = 0;
  /** How many pings have left without an answer so far. */
  #pingsOut = 0;
  #state: "open" | "frozen" | "ended" = "open";

  constructor({ id, peer, isWrapped, terms, desk }: ConnectionFacts, deps: ConnectionDeps) {
    this.id = id;
    this.peer = peer;
    this.isWrapped = isWrapped;
    this.#desk = desk;
    this.#deps = deps;
    this.#outbox = new Pipe(deps.timers);
    this.#quota = new MessageQuota(terms.messagesPerSecond);
    this.#heartbeat = deps.pings
      ? new Heartbeat(terms, deps.timers, {
          ping: () => this.ping(),
          settle: (then) => this.#settle(then),
          overdue: () => this.close(POLICY, "Pong timeout"),
        })
      : undefined;
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
    const others = this.#desk?.accounts ?? [];
    return [...new Set([...alive.map(({ key }) => key.account), ...others])];
  }

  /** Sends a word to the whole socket. */
  notify(event: SimulatedEvent): void {
    const text = exactJson(event);
    const wrapped = this.isWrapped ? `{"stream":"!${event.e}","data":${text}}` : text;
    this.send(this.#desk?.noticeOf?.(event) ?? wrapped);
  }

  /** Sends something, behind whatever is held up. */
  dispatch(outgoing: Outgoing): void {
    if (this.#state === "open") {
      this.#outbox.put(() => this.#leave(outgoing), (outgoing.afterMs ?? 0) + this.#lagMs);
    } else this.#leave(outgoing);
  }

  send(text: string): void {
    this.dispatch({ put: (link) => link.send(text) });
  }

  sendBinary(bytes: Uint8Array): void {
    this.dispatch({ put: (link) => link.sendBinary(bytes) });
  }

  ping(): void {
    this.dispatch({
      put: (link) => {
        this.#pingsOut += 1;
        link.ping();
      },
    });
  }

  lag(ms: number): void {
    this.#lagMs = ms;
  }

  deafen(): void {
    this.#isDeaf = true;
  }

  close(code: number, reason = ""): void {
    // 1006 stands for the absence of a close frame.
    if (code === ABNORMAL) this.cut(reason);
    else this.#end({ by: "exchange", code, reason }, (link) => link.close(code, reason));
  }

  cut(reason = "cut"): void {
    this.#end({ by: "exchange", code: ABNORMAL, reason }, (link) => link.destroy());
  }

  tear(text: string): void {
    this.#end({ by: "exchange", code: ABNORMAL, reason: "torn" }, (link) => link.tear(text));
  }

  freeze(): void {
    if (this.#state !== "open") return;
    this.#state = "frozen";
    const { link, log, now } = this.#deps;
    log.write({ kind: "socketFrozen", at: now(), socket: this.id });
    link.freeze();
  }

  received(text: string): void {
    if (this.#admits() && !this.#isDeaf) this.#desk?.received(this, text);
  }

  pinged(): void {
    this.#admits();
  }

  ponged(): void {
    // What was asked for is no burden on anybody.
    if (this.#pingsOut === 0) this.#admits();
    else this.#pingsOut -= 1;
    if (this.#state === "open") this.#heartbeat?.pong();
  }

  gone(): void {
    this.#end({ by: "client" }, () => undefined);
  }

  /** Nothing comes from the other side of a half-open socket. */
  #settle(then: () => void): void {
    if (this.#state === "open") this.#deps.link.settle(then);
    else then();
  }

  /** Whether the client may send one more. */
  #admits(): boolean {
    if (this.#state !== "open") return false;
    if (this.#quota.admits(this.#deps.timers.monotonic())) return true;
    this.close(POLICY, "Too many requests");
    return false;
  }

  #leave(outgoing: Outgoing): void {
    if (this.#state === "open") {
      outgoing.sent?.();
      outgoing.put(this.#deps.link);
    } else outgoing.lost?.(this.#state === "frozen" ? "frozen" : "closed");
  }

  #end(
    how: { readonly by: "client" | "exchange"; readonly code?: number; readonly reason?: string },
    act: (link: SocketLink) => void,
  ): void {
    if (this.#state === "ended") return;
    const canTell = this.#state === "open";
    this.#state = "ended";
    this.#heartbeat?.stop();
    this.#outbox.flush();
    for (const feed of this.feeds) feed.key.feeds.delete(feed);
    const { now, log } = this.#deps;
    log.write({ kind: "socketClosed", at: now(), socket: this.id, ...how });
    // The other side of a half-open socket never learns of it.
    if (canTell) act(this.#deps.link);
    this.#desk?.ended?.(this);
    this.#deps.ended(this);
  }
}
