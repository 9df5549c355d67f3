import {
  transportErrorFrom,
  type Socket,
  type SocketEnd,
  type SocketHandlers,
} from "@listenkey/core/transport";
import type { DialOutcome } from "../../gate/socket-dial.ts";
import type { ServerSocket, SocketLink } from "../../sockets/socket-link.ts";
import type { Pipe } from "../../time/pipe.ts";
import { pipeOn, travel, type Network } from "./network.ts";

/** The client's end of a socket in memory. It owns both directions. */
export class MemorySocket implements Socket {
  readonly #network: Network;
  readonly #handlers: SocketHandlers;
  readonly #toClient: Pipe;
  readonly #toExchange: Pipe;
  #state: "dialling" | "open" | "ended" = "dialling";
  #server: ServerSocket | undefined;

  constructor(network: Network, handlers: SocketHandlers) {
    this.#network = network;
    this.#handlers = handlers;
    this.#toClient = pipeOn(network.gate.clock);
    this.#toExchange = pipeOn(network.gate.clock);
  }

  /** Sends the handshake. */
  dial(url: URL): void {
    const { gate, ip, client } = this.#network;
    travel(this.#network, () => {
      const host = gate.hostNamed(url.host);
      const place = { path: url.pathname, query: url.search.slice(1), ip, client };
      if (host === undefined) this.#answer({ kind: "refused" });
      else void gate.dial({ host, ...place }).then((outcome) => this.#answer(outcome));
    });
  }

  send(text: string): void {
    if (this.#state !== "open") return;
    this.#upwards(() => this.#server?.received(text));
  }

  close(): void {
    if (this.#state === "ended") return;
    this.#state = "ended";
    this.#toClient.clear();
    this.#upwards(() => this.#server?.gone());
  }

  #answer(outcome: DialOutcome): void {
    if (this.#state === "ended" || outcome.kind === "hang") return;
    if (outcome.kind !== "open") {
      const refusal = outcome.kind === "rejected" ? { refusal: outcome.reply } : {};
      this.#downwards(() => this.#end({ ...abnormalEnd(), ...refusal }));
      return;
    }
    // Queued first: attaching may send a frame at once.
    this.#downwards(() => {
      this.#state = "open";
      this.#handlers.open();
    });
    this.#server = outcome.attach(this.#link());
  }

  #link(): SocketLink {
    return {
      send: (text) => this.#downwards(() => this.#handlers.message(text)),
      sendBinary: ({ byteLength }) => this.#downwards(() => this.#handlers.unreadable(byteLength)),
      ping: () => this.#ping(),
      settle: (then) => then(),
      close: (code, reason) => this.#downwards(() => this.#end({ code, reason })),
      destroy: () => this.#downwards(() => this.#end(abnormalEnd())),
      tear: () => this.#downwards(() => this.#end(abnormalEnd())),
      // There is nothing to stop: the exchange itself hears no more.
      freeze: () => undefined,
    };
  }

  #ping(): void {
    if (this.#network.seesPings) {
      this.#downwards(() => {
        this.#pong();
        this.#handlers.activity();
      });
    } else this.#network.takeIn(() => this.#pong());
  }

  /** Nobody waits for a pong to the millisecond: it is there as soon as it is sent. */
  #pong(): void {
    if (this.#state !== "ended") this.#server?.ponged();
  }

  #end(end: SocketEnd): void {
    this.#state = "ended";
    this.#toClient.clear();
    this.#handlers.end(end);
  }

  #downwards(arrive: () => void): void {
    const enter = (): void => {
      if (this.#state !== "ended") arrive();
    };
    this.#toClient.put(() => this.#network.takeIn(enter), this.#network.latency());
  }

  #upwards(arrive: () => void): void {
    this.#toExchange.put(arrive, this.#network.latency());
  }
}

function abnormalEnd(): SocketEnd {
  return { code: 1006, reason: "", error: transportErrorFrom(undefined) };
}
