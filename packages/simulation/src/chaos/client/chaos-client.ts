import { hmacSigner } from "@listenkey/signing";
import type { UserDataStreamOptions } from "@listenkey/stream";
import { fetchTransport } from "@listenkey/transport-fetch";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import { WebSocket } from "ws";
import { library } from "../../machine/library-entry.ts";
import { WAYS } from "../../plan/ways.ts";
import type { ClientOrder, ClientReport } from "../messages.ts";
import { LineWriter } from "../notes/line-writer.ts";
import type { ChaosClient } from "../plan/chaos-plan.ts";
import { isSigned } from "../plan/is-signed.ts";
import { watchAwake } from "../time/awake-watch.ts";
import { every } from "../time/real-time.ts";
import { ScaledClock } from "../time/scaled-clock.ts";
import { CountedTransport } from "./counted-transport.ts";
import { NoteBook } from "./note-book.ts";
import { NotedStream } from "./noted-stream.ts";

/** How often things are noted, in real milliseconds. */
const BEAT_MS = 100;

/** What an answer may take in real milliseconds: scaled, the default would be a moment. */
const PATIENCE_MS = 1_500;

/** How old a signed request may be at most, in milliseconds. */
const LONGEST_RECV_WINDOW_MS = 60_000;

/** A program in a process of its own: one stream, and notes of everything that comes of it. */
export class ChaosClientRun {
  readonly #clock: ScaledClock;
  readonly #book: NoteBook;
  readonly #transport: CountedTransport;
  readonly #stream: NotedStream;
  readonly #stopTimers: () => void;
  #departuresAtClose: number | undefined;

  constructor(order: Extract<ClientOrder, { order: "start" }>) {
    const { client, origin, scale } = order;
    this.#clock = new ScaledClock({ origin, scale, skewMs: client.skewMs });
    this.#book = new NoteBook(order.notes, this.#clock);
    this.#transport = new CountedTransport(transportFor(client), secretsKeeper(order.secrets));
    const stream = library.openUserDataStream(this.#options(order));
    const { reader } = client;
    this.#stream = new NotedStream({ stream, reader, book: this.#book, clock: this.#clock });
    const stopBeating = every(BEAT_MS, () => this.#stream.beat());
    const stopWatching = watchAwake((from) =>
      this.#book.note({ note: "late", from: Math.floor(this.#clock.at(from)) }),
    );
    this.#stopTimers = () => {
      stopBeating();
      stopWatching();
    };
  }

  report(): ClientReport {
    const { events, gaps } = this.#stream.stats;
    return { told: "beat", state: this.#stream.state, events, gaps };
  }

  async close(): Promise<void> {
    this.#stopTimers();
    await this.#stream.close();
    this.#departuresAtClose = this.#transport.departures;
    this.#transport.close();
    this.#book.flush();
  }

  /** The last words of the process, which ends now. */
  end(): void {
    const { saidAfterClose, pendingCalls } = this.#stream;
    const { departures, sockets } = this.#transport;
    this.#book.note({
      note: "end",
      saidAfterClose,
      departuresAfterClose: departures - (this.#departuresAtClose ?? departures),
      timers: this.#clock.pending,
      sockets,
      pendingCalls,
    });
    this.#book.flush();
  }

  /** Writes down what nobody caught, while there is time. */
  uncaught(error: unknown): void {
    this.#book.note({ note: "uncaught", error });
    this.#book.flush();
  }

  #options(order: Extract<ClientOrder, { order: "start" }>): UserDataStreamOptions {
    const { client, access, scale } = order;
    const way = WAYS[order.way];
    return {
      product: library.products[way.product],
      access: way.access,
      account: client.account,
      sockets: client.sockets,
      environment: access.environment,
      apiKey: access.apiKey,
      ...(isSigned(way) && { signer: hmacSigner(access.secret) }),
      transport: this.#transport.transport,
      clock: this.#clock,
      requestTimeoutMs: Math.max(10_000, PATIENCE_MS * scale),
      ...(isSigned(way) && {
        recvWindowMs: Math.min(LONGEST_RECV_WINDOW_MS, PATIENCE_MS * scale),
      }),
      onListenerError: () => this.#stream.countListenerError(),
    };
  }
}

function transportFor({ transport }: ChaosClient): ReturnType<typeof nodeHttpTransport> {
  return transport === "fetch" ? fetchTransport({ WebSocket }) : nodeHttpTransport();
}

/** Writes each secret once. */
function secretsKeeper(path: string): (secret: string) => void {
  const writer = new LineWriter(path);
  const known = new Set<string>();
  return (secret) => {
    if (known.has(secret)) return;
    known.add(secret);
    writer.write(secret);
  };
}
