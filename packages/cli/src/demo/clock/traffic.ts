import type { LogRecord } from "@listenkey/simulator";
import type {
  HttpRequest,
  Socket,
  SocketHandlers,
  SocketRequest,
  Transport,
} from "@listenkey/core/transport";
import { Crossing } from "./crossing.ts";
import type { InFlight } from "./in-flight.ts";

/**
 * Watches both ends of the wire, so that simulated time can stand still for what is on it: the transport sees
 * requests and handshakes, the exchange's log sees the frames it sends and the sockets it ends.
 */
export class Traffic {
  readonly #inFlight: InFlight;
  /** Frames, from exchange to client. */
  readonly #frames: Crossing;
  /** Sockets that the exchange ends. */
  readonly #cuts: Crossing;
  /** Sockets that a client ends. */
  readonly #leaves: Crossing;

  constructor(inFlight: InFlight) {
    this.#inFlight = inFlight;
    this.#frames = new Crossing(inFlight);
    this.#cuts = new Crossing(inFlight);
    this.#leaves = new Crossing(inFlight);
  }

  /** Something happened on the exchange. */
  exchangeDid(record: LogRecord): void {
    if (record.kind === "eventSent") this.#frames.left();
    if (record.kind !== "socketClosed") return;
    if (record.by === "exchange") this.#cuts.left();
    else this.#leaves.seen();
  }

  /**
   * The same transport, watched.
   *
   * @param sent Hears of every request.
   */
  over(transport: Transport, sent: (request: HttpRequest) => void): Transport {
    return {
      name: transport.name,
      allowInsecure: transport.allowInsecure ?? false,
      send: (request) => {
        sent(request);
        const { land } = this.#inFlight.begin();
        return transport.send(request).finally(land);
      },
      connect: (request, handlers) => this.#connect(transport, request, handlers),
      close: () => transport.close?.(),
    };
  }

  #connect(transport: Transport, request: SocketRequest, handlers: SocketHandlers): Socket {
    let isOpen = false;
    const socket = transport.connect(request, {
      open: () => {
        isOpen = true;
        handshake.land();
        handlers.open();
      },
      message: (text) => {
        this.#frames.seen();
        handlers.message(text);
      },
      unreadable: (byteLength) => handlers.unreadable(byteLength),
      activity: () => handlers.activity(),
      end: (end) => {
        handshake.land();
        if (isOpen) this.#cuts.seen();
        isOpen = false;
        handlers.end(end);
      },
    });
    const handshake = this.#inFlight.begin();
    return {
      send: (text) => socket.send(text),
      close: (code, reason) => {
        handshake.land();
        if (isOpen) this.#leaves.left();
        isOpen = false;
        socket.close(code, reason);
      },
    };
  }
}
