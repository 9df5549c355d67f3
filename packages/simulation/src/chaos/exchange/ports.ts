import type { Exchange } from "@listenkey/simulator";
import { serveExchange, type ExchangeServer } from "@listenkey/simulator/server";
import { namedExchange, type Caller } from "./named-exchange.ts";

/** Below those that the system gives to dialling sockets: nobody takes a port while it is closed. */
const PORTS = { first: 20_000, last: 31_999 } as const;

/** A server for each client, all of the same exchange, on ports that they keep. */
export class Ports {
  readonly #exchange: Exchange;
  readonly #callers: readonly Caller[];
  readonly #ports = new Map<string, number>();
  #servers: ExchangeServer[] = [];
  #next: number;

  /** @param firstTry A number from 0 up to 1: where to look for free ports first. */
  constructor(exchange: Exchange, callers: readonly Caller[], firstTry: number) {
    this.#exchange = exchange;
    this.#callers = callers;
    this.#next = PORTS.first + Math.floor(firstTry * (PORTS.last - PORTS.first));
  }

  /** Listens, the second time on the same ports. @returns The servers, in the order of the callers. */
  async open(): Promise<readonly ExchangeServer[]> {
    this.#servers = [];
    for (const caller of this.#callers) this.#servers.push(await this.#serve(caller));
    return this.#servers;
  }

  /** Stops listening, and ends every connection. */
  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()));
  }

  async #serve(caller: Caller): Promise<ExchangeServer> {
    const exchange = namedExchange(this.#exchange, caller);
    const kept = this.#ports.get(caller.client);
    if (kept !== undefined) return serveExchange(exchange, { port: kept });
    for (;;) {
      const port = this.#next;
      this.#next = port < PORTS.last ? port + 1 : PORTS.first;
      try {
        const server = await serveExchange(exchange, { port });
        this.#ports.set(caller.client, port);
        return server;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
      }
    }
  }
}
