import type { Transport } from "@listenkey/core";
import type { VirtualClock } from "@listenkey/core/testing";
import type { HttpRequest, SocketHandlers, SocketRequest } from "@listenkey/core/transport";
import type { Exchange, Latency } from "@listenkey/simulator";

/** How a program reaches the exchange. */
export interface EgressOptions {
  /** How long each request, reply and frame is under way, in milliseconds. Defaults to 5. */
  readonly latencyMs?: Latency;
  /** Whether ping frames are seen, as in Node, or not, as in browsers. Defaults to true. */
  readonly seesPings?: boolean;
}

/** Something that went out. */
export interface Departure {
  /** When, in milliseconds of the monotonic clock. */
  readonly at: number;
  /** `GET`, `POST`, `PUT`, `DELETE`, or `dial`. */
  readonly method: string;
}

/** The name of the world's transport. */
export const CLIENT = "bot";

/** The one way out of a program, and a count of all that leaves by it. */
export class Egress {
  readonly transport: Transport;
  readonly #clock: VirtualClock;
  readonly #departures: Departure[] = [];
  readonly #underWay = new Map<string, Set<AbortSignal>>();
  readonly #most = new Map<string, number>();
  readonly #open = new Set<object>();
  #framesSent = 0;
  /** Everything that passed by which nobody else may see: keys, tokens, signatures. */
  readonly secrets = new Set<string>();

  constructor(exchange: Exchange, clock: VirtualClock, options: EgressOptions) {
    const { latencyMs = 5, seesPings = true } = options;
    const inner = exchange.transport({ name: CLIENT, latencyMs, seesPings });
    this.#clock = clock;
    this.transport = {
      name: inner.name,
      send: (request) => this.#send(inner, request),
      connect: (request, handlers) => this.#connect(inner, request, handlers),
    };
  }

  /** Everything that went out so far: of one method, or all. */
  departures(method?: string): readonly Departure[] {
    const all = this.#departures;
    return method === undefined ? all : all.filter((one) => one.method === method);
  }

  /** Requests, dials and frames that went out so far. */
  get total(): number {
    return this.#departures.length + this.#framesSent;
  }

  /** How many sockets are there that have neither ended nor been closed. */
  get sockets(): number {
    return this.#open.size;
  }

  /** How many requests of a method have been under way at the same time, at most. */
  mostAtOnce(method: string): number {
    return this.#most.get(method) ?? 0;
  }

  /** The most that went out in any span of so many milliseconds. */
  mostWithin(ms: number, method: string): number {
    const times = this.departures(method).map(({ at }) => at);
    return Math.max(
      0,
      ...times.map((from) => times.filter((at) => at >= from && at < from + ms).length),
    );
  }

  async #send(inner: Transport, request: HttpRequest): ReturnType<Transport["send"]> {
    const { method, signal } = request;
    this.#departures.push({ at: this.#clock.monotonic(), method });
    const underWay = this.#underWay.get(method) ?? new Set();
    this.#underWay.set(method, underWay.add(signal));
    // What was aborted is not waited for any more.
    const most = [...underWay].filter(({ aborted }) => !aborted).length;
    this.#most.set(method, Math.max(this.mostAtOnce(method), most));
    try {
      const response = await inner.send(request);
      this.#keepSecrets(response.body);
      return response;
    } finally {
      underWay.delete(signal);
    }
  }

  #connect(
    inner: Transport,
    request: SocketRequest,
    handlers: SocketHandlers,
  ): ReturnType<Transport["connect"]> {
    this.#departures.push({ at: this.#clock.monotonic(), method: "dial" });
    const place = {};
    this.#open.add(place);
    const end: SocketHandlers["end"] = (how) => {
      this.#open.delete(place);
      handlers.end(how);
    };
    const socket = inner.connect(request, { ...handlers, end });
    return {
      send: (text) => {
        this.#framesSent += 1;
        this.#keepSecrets(text);
        socket.send(text);
      },
      close: (...how) => {
        this.#open.delete(place);
        socket.close(...how);
      },
    };
  }

  #keepSecrets(text: string): void {
    for (const [, secret = ""] of text.matchAll(SECRETS)) this.secrets.add(secret);
  }
}

const SECRETS = /"(?:listenKey|token|listenToken|signature)":"([^"]+)"/g;
