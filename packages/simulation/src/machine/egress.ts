import type { Transport } from "@listenkey/core";
import type { HttpRequest, HttpResponse, Socket, SocketHandlers } from "@listenkey/core/transport";
import type { Exchange } from "@listenkey/simulator";
import type { MachinePlan } from "../plan/day-plan.ts";
import type { GivenUpRequest } from "../run/evidence.ts";
import type { Machine } from "./machine.ts";

/** Where what leaves goes, and what is written down of it. */
interface EgressWorld {
  readonly exchange: Exchange;
  /** Keys, tokens and signatures that pass by. */
  readonly secrets: Set<string>;
  /** Requests that are no longer wanted before their answers are there. */
  readonly givenUp: GivenUpRequest[];
}

/** One way out of a machine, and a count of all that leaves by it. */
export class Egress {
  /** Its name in the exchange's log. */
  readonly name: string;
  readonly transport: Transport;
  readonly #inner: Transport;
  readonly #world: EgressWorld;
  readonly #open = new Set<Socket>();
  #departures = 0;

  constructor(
    name: string,
    { machine, plan, ip }: { machine: Machine; plan: MachinePlan; ip: string },
    world: EgressWorld,
  ) {
    const { latencyMs, seesPings } = plan;
    const { takeIn } = machine;
    this.name = name;
    this.#world = world;
    this.#inner = world.exchange.transport({ name, ip, latencyMs, seesPings, takeIn });
    this.transport = {
      name: "simulated",
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

  /** The process is gone: its sockets are closed by the machine, those that are still being dialled included. */
  hangUp(): void {
    for (const socket of this.#open) socket.close();
  }

  async #send(request: HttpRequest): Promise<HttpResponse> {
    this.#departures += 1;
    this.#keepSecrets(request.url);
    const sentAt = this.#world.exchange.now();
    try {
      const response = await this.#inner.send(request);
      this.#keepSecrets(response.body);
      return response;
    } catch (error) {
      if (request.signal.aborted) this.#noteGivenUp(request, sentAt);
      throw error;
    }
  }

  #noteGivenUp({ url }: HttpRequest, sentAt: number): void {
    const { exchange, givenUp } = this.#world;
    const path = new URL(url).pathname;
    givenUp.push({ client: this.name, path, sentAt, givenUpAt: exchange.now() });
  }

  #connect(url: string, handlers: SocketHandlers): Socket {
    this.#departures += 1;
    const end: SocketHandlers["end"] = (how) => {
      this.#open.delete(socket);
      handlers.end(how);
    };
    const inner = this.#inner.connect({ url }, { ...handlers, end });
    const socket: Socket = {
      send: (text) => {
        this.#departures += 1;
        // Most of what is sent asks whether the other end lives.
        if (text.length > LONGEST_PROBE) this.#keepSecrets(text);
        inner.send(text);
      },
      close: (...how) => {
        this.#open.delete(socket);
        inner.close(...how);
      },
    };
    this.#open.add(socket);
    return socket;
  }

  #keepSecrets(text: string): void {
    for (const [, secret = ""] of text.matchAll(SECRETS)) this.#world.secrets.add(secret);
  }
}

/** Frames that are no longer hold no secret: a question whether the other end lives, in characters. */
const LONGEST_PROBE = 48;

/** In bodies and frames, and in the queries of signed requests. */
const SECRETS = /(?:"(?:listenKey|token|listenToken|signature)":"|[?&]signature=)([^"&]{16,})/g;
