import type { Random } from "@listenkey/core";
import type { Transport } from "@listenkey/core/transport";
import { hmacSigner } from "@listenkey/signing";
import type { Credentials } from "@listenkey/simulator";
import type {
  StreamItem,
  StreamState,
  StreamStats,
  UserDataStream,
  UserDataStreamOptions,
} from "@listenkey/stream";
import type { PacedClock } from "../clock/paced-clock.ts";
import type { DemoProduct } from "../line-up.ts";
import type { News, Tell } from "../news.ts";
import type { ProductView } from "../progress/day-watcher.ts";
import { StreamReporter } from "./stream-reporter.ts";

/** How a stream is opened: as `openUserDataStream` does. */
export type OpenStream = (options: UserDataStreamOptions) => UserDataStream;

/** What a {@link StreamDay} is made of. */
export interface StreamDayParts {
  readonly member: DemoProduct;
  readonly credentials: Credentials;
  readonly transport: Transport;
  readonly clock: PacedClock;
  /** The exchange's time, in epoch milliseconds. */
  readonly exchangeNow: () => number;
  readonly random: Random;
  readonly openStream: OpenStream;
  readonly tell: Tell;
}

/** One product's day on the program's side: a stream, and everything that it has brought. */
export class StreamDay implements ProductView {
  readonly member: DemoProduct;
  readonly #parts: StreamDayParts;
  readonly #items: StreamItem[] = [];
  #stream: UserDataStream | undefined;
  #liveAt: number | undefined;
  #lastNews: News | undefined;

  constructor(parts: StreamDayParts) {
    this.member = parts.member;
    this.#parts = parts;
  }

  get name(): string {
    return this.member.name;
  }

  get state(): StreamState {
    return this.#stream?.state ?? "opening";
  }

  get lastNews(): News | undefined {
    return this.#lastNews;
  }

  get eventsReceived(): number {
    return this.#stream?.stats().events ?? 0;
  }

  get gaps(): number {
    return this.#stream?.stats().gaps ?? 0;
  }

  /** Everything that the stream has brought, in its order. */
  get items(): readonly StreamItem[] {
    return this.#items;
  }

  /** When it was live for the first time, in epoch milliseconds of the exchange's clock; absent before. */
  get liveAt(): number | undefined {
    return this.#liveAt;
  }

  /** When it was last proved to bring everything, in epoch milliseconds of the exchange's clock; absent before it was live. */
  get provenAt(): number | undefined {
    const { clock, exchangeNow } = this.#parts;
    const provenAt = this.#stream?.provenAt;
    return provenAt === undefined ? undefined : exchangeNow() - (clock.now() - provenAt);
  }

  /** The stream's own numbers; absent before it was opened. */
  get stats(): StreamStats | undefined {
    return this.#stream?.stats();
  }

  /** Opens the stream, which goes on until {@link close}. */
  open(): void {
    const { member, credentials, transport, clock, random, openStream, exchangeNow } = this.#parts;
    const { apiKey, secret } = credentials;
    const sign = hmacSigner(secret);
    const stream = openStream({
      product: member.product,
      access: member.access,
      account: member.name,
      apiKey,
      signer: (payload) => clock.standStillFor(sign(payload)),
      transport,
      clock,
      random,
    });
    this.#stream = stream;
    stream.on("event", (item) => this.#items.push(item));
    stream.once("live", () => {
      this.#liveAt = exchangeNow();
    });
    new StreamReporter(stream, clock, (tone, text) =>
      this.hear({ at: exchangeNow(), product: this.name, tone, text }),
    );
  }

  /** Tells something that concerns this product. */
  hear(news: News): void {
    this.#lastNews = news;
    this.#parts.tell(news);
  }

  /** Closes the stream. A listen key is left to lapse. */
  async close(): Promise<void> {
    await this.#stream?.close();
  }
}
