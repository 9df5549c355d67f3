import {
  createListenKeyManager,
  type Clock,
  type ListenKeyManager,
  type ListenKeyState,
  type Random,
} from "@listenkey/core";
import type { Transport } from "@listenkey/core/transport";
import type { ProductView } from "../progress/day-watcher.ts";
import { KeySocket } from "./key-socket.ts";
import { ManagerReporter } from "./manager-reporter.ts";
import type { DemoProduct } from "../line-up.ts";
import type { News, Tell } from "../news.ts";
import { duration } from "../time-words.ts";

/** What a {@link ProductDay} is made of. */
export interface ProductDayParts {
  readonly member: DemoProduct;
  readonly apiKey: string;
  readonly hosts: { readonly rest: string; readonly stream: string };
  /** One for all products, because they share connections and limits. */
  readonly transport: Transport;
  readonly clock: Clock;
  /** Randomness of its own, by name. */
  readonly random: (name: string) => Random;
  readonly tell: Tell;
}

/** One product's day on the client's side: a manager that keeps the key, a socket that follows it, and counts. */
export class ProductDay implements ProductView {
  readonly member: DemoProduct;
  readonly #parts: ProductDayParts;
  readonly #manager: ListenKeyManager;
  readonly #socket: KeySocket;
  readonly #reporter: ManagerReporter;
  #requests = 0;
  #eventsReceived = 0;
  #droppedAt: number | undefined;
  #lastNews: News | undefined;

  constructor(parts: ProductDayParts) {
    const { member, apiKey, hosts, transport, clock, random } = parts;
    const { product, name } = member;
    this.member = member;
    this.#parts = parts;
    this.#manager = createListenKeyManager({
      product,
      apiKey,
      transport,
      clock,
      environment: hosts,
      random: random(`manager of ${name}`),
    });
    this.#reporter = new ManagerReporter(this.#manager, clock, (tone, text) =>
      this.#tell(tone, text),
    );
    this.#socket = new KeySocket({
      manager: this.#manager,
      transport,
      clock,
      random: random(`socket of ${name}`),
      urlOf: (key) => product.listenKey.socketUrl(hosts.stream, key, product.events.names),
      onOpen: () => this.#opened(),
      onDrop: () => {
        this.#droppedAt = clock.now();
      },
      onEvent: () => {
        this.#eventsReceived += 1;
      },
    });
  }

  get name(): string {
    return this.member.name;
  }

  /** Where the manager stands. */
  get state(): ListenKeyState {
    return this.#manager.state;
  }

  /** What was told last; nothing if nothing was. */
  get lastNews(): News | undefined {
    return this.#lastNews;
  }

  /** How many requests were sent for its key. */
  get requests(): number {
    return this.#requests;
  }

  /** How many account events have arrived. */
  get eventsReceived(): number {
    return this.#eventsReceived;
  }

  /** How often the key was renewed. */
  get renewals(): number {
    return this.#reporter.renewals;
  }

  /** How many requests failed before one succeeded again. */
  get failuresSurvived(): number {
    return this.#reporter.failuresSurvived;
  }

  /** Obtains the key, and keeps it from now on. */
  async open(): Promise<void> {
    await this.#manager.open();
  }

  /** A request with its API key has been sent. */
  requestSent(): void {
    this.#requests += 1;
  }

  /** Tells something that concerns this product. */
  hear(news: News): void {
    this.#lastNews = news;
    this.#parts.tell(news);
  }

  /** Ends socket and manager. The key is left to lapse. */
  async close(): Promise<void> {
    this.#socket.close();
    await this.#manager.close();
  }

  #opened(): void {
    if (this.#droppedAt === undefined) return;
    const away = this.#parts.clock.now() - this.#droppedAt;
    this.#droppedAt = undefined;
    this.#tell("mended", `socket open again, after ${duration(away)}`);
  }

  #tell(tone: News["tone"], text: string): void {
    this.hear({ at: this.#parts.clock.now(), product: this.name, tone, text });
  }
}
