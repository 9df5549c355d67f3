import type { Transport } from "@listenkey/core";
import type { HttpRequest, HttpResponse, Socket, SocketHandlers } from "@listenkey/core/transport";
import { secretsIn } from "./secrets-in.ts";

/** A transport, and a count of all that leaves by it. */
export class CountedTransport {
  readonly transport: Transport;
  readonly #inner: Transport;
  readonly #hear: (secret: string) => void;
  readonly #open = new Set<Socket>();
  #departures = 0;

  /** @param hear Is told keys, tokens and signatures that pass by. */
  constructor(inner: Transport, hear: (secret: string) => void) {
    this.#inner = inner;
    this.#hear = hear;
    this.transport = {
      name: inner.name,
      send: (request) => this.#send(request),
      connect: (request, handlers) => this.#connect(request.url, handlers),
    };
  }

  /** Requests, dials and frames that went out so far. */
  get departures(): number {
    return this.#departures;
  }

  /** How many sockets are there that have neither ended nor been closed. */
  get sockets(): number {
    return this.#open.size;
  }

  /** Drops idle connections. */
  close(): void {
    this.#inner.close?.();
  }

  async #send(request: HttpRequest): Promise<HttpResponse> {
    this.#departures += 1;
    this.#keepSecrets(request.url);
    const response = await this.#inner.send(request);
    this.#keepSecrets(response.body);
    return response;
  }

  #connect(url: string, handlers: SocketHandlers): Socket {
    this.#departures += 1;
    const socket: Socket = {
      send: (text) => {
        this.#departures += 1;
        this.#keepSecrets(text);
        inner.send(text);
      },
      close: (code, reason) => {
        this.#open.delete(socket);
        inner.close(code, reason);
      },
    };
    const inner = this.#inner.connect(
      { url },
      {
        open: () => handlers.open(),
        message: (text) => handlers.message(text),
        unreadable: (byteLength) => handlers.unreadable(byteLength),
        activity: () => handlers.activity(),
        end: (how) => {
          this.#open.delete(socket);
          handlers.end(how);
        },
      },
    );
    this.#open.add(socket);
    return socket;
  }

  #keepSecrets(text: string): void {
    for (const secret of secretsIn(text)) this.#hear(secret);
  }
}
