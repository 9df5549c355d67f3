import type { Transport } from "@listenkey/core/transport";

/** One promise of the transport seam, kept or broken. */
export interface TransportCase {
  /** The promise, as a sentence about the transport. */
  readonly title: string;
  /** Rejects if the promise is broken. Cases share nothing, and may run in any order and at the same time. */
  run(transport: Transport, peer: Peer): Promise<void>;
}

/** Where the other end listens. All a case knows of it, so that it runs in browsers too. */
export interface Peer {
  /** e.g. `http://127.0.0.1:4711`. */
  readonly http: string;
  /** e.g. `ws://127.0.0.1:4711`. */
  readonly ws: string;
}
