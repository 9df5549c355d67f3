import { assertSecureUrl, type Transport } from "@listenkey/core/transport";
import type { ExchangeGate } from "../../exchange-gate.ts";
import type { SeededRandom } from "../../random/seeded-random.ts";
import { latencyOf, type Latency } from "./latency.ts";
import { sendInMemory } from "./memory-request.ts";
import { MemorySocket } from "./memory-socket.ts";
import type { Network } from "./network.ts";

/** Options of `exchange.transport`. */
export interface MemoryTransportOptions {
  /** The client's name in logs and faults, and the transport's in errors. Defaults to `memory`. */
  readonly name?: string;
  /** The IP address it comes from; limits count per address. Defaults to `192.0.2.1`. */
  readonly ip?: string;
  /**
   * How long each request, reply and frame is on its way, in milliseconds of the exchange's clock. Drawn anew for each from a range;
   * frames of one socket keep their order, requests do not. Defaults to 1.
   */
  readonly latencyMs?: Latency;
  /**
   * Whether ping frames are reported as activity, as Node's can be. Without, it is like a browser: they are answered
   * all the same, but nobody hears of them. Defaults to true.
   */
  readonly seesPings?: boolean;
  /**
   * Takes in what arrives at the client: replies, frames, ends, and pings, whose pongs it lets out. A machine that does
   * not run takes it in later, in the same order. Defaults to at once.
   */
  readonly takeIn?: (arrival: () => void) => void;
  /** Whether `http:` and `ws:` are allowed to hosts that are not loopback. Defaults to false. */
  readonly allowInsecure?: boolean;
}

/** A transport whose other end is the exchange, with nothing but the clock between them. */
export function memoryTransport(
  gate: ExchangeGate,
  random: SeededRandom,
  options: MemoryTransportOptions,
): Transport {
  const { name = "memory", ip = "192.0.2.1", latencyMs = 1 } = options;
  const { allowInsecure = false, seesPings = true, takeIn = atOnce } = options;
  const latency = latencyOf(latencyMs, random);
  const network: Network = { gate, ip, client: name, seesPings, latency, takeIn };
  return {
    name,
    allowInsecure,
    // Async, so that a refused URL rejects instead of throwing.
    async send(request) {
      assertSecureUrl(request.url, allowInsecure);
      return sendInMemory(network, request);
    },
    connect(request, handlers) {
      assertSecureUrl(request.url, allowInsecure);
      const socket = new MemorySocket(network, handlers);
      socket.dial(new URL(request.url));
      return socket;
    },
  };
}

function atOnce(arrival: () => void): void {
  arrival();
}
