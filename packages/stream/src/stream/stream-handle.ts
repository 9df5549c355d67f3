import { ListenKeyError } from "@listenkey/core";
import { elapsedSince, type ExchangeTime } from "@listenkey/core/kit";
import { Listeners } from "@listenkey/core/listeners";
import { configurationError, type EventPayload, type Product } from "@listenkey/core/product";
import { Delivery } from "../delivery/delivery.ts";
import { eventTimeOf, identityOf } from "../events/event-text.ts";
import type { BudgetShare } from "../feeds/account-budgets.ts";
import type { FeedSource } from "../feeds/feed.ts";
import type { StreamItem } from "../gap.ts";
import type { ListenerOf, OpenCredentials } from "../options.ts";
import type { StreamSettings } from "../settings.ts";
import { Splicer, type Frame, type SplicerSink } from "../splice/splicer.ts";
import { momentsOf } from "../wire/arrival.ts";
import { Conductor } from "./conductor.ts";
import type { ConductorAudience } from "./conductor-settings.ts";
import type { Interval } from "./coverage.ts";
import { FirstLive } from "./first-live.ts";
import type { StreamLifecycle } from "./lifecycle.ts";
import type { StreamEvents, StreamState, StreamStats, UserDataStream } from "./user-data-stream.ts";

/** An event may have been under way for so long, in milliseconds, while what was sent before it has arrived. */
const FLIGHT_MS = 1_000;

/** What a stream stands on beside its settings. */
export interface StreamGround {
  readonly source: FeedSource;
  /** How many sockets the account may open, over all its streams. */
  readonly dials: BudgetShare;
  /** What is known of the exchange's clock. */
  readonly exchangeTime: ExchangeTime;
}

/** The user's end of a stream: its state, who listens, who iterates, who waits. Everything else is the conductor's. */
export class StreamHandle<Payload extends EventPayload>
  implements UserDataStream<Payload>, ConductorAudience
{
  readonly #settings: StreamSettings;
  readonly #ground: StreamGround;
  readonly #listeners: Listeners<StreamEvents<Payload>>;
  readonly #delivery: Delivery<Payload>;
  readonly #conductor: Conductor;
  readonly #firstLive = new FirstLive();
  readonly #close = (): void => void this.close();
  #state: StreamState = "opening";
  #closing: Promise<void> | undefined;

  constructor(settings: StreamSettings, ground: StreamGround) {
    const { options, product, clock, random, sockets, buffer, filter } = settings;
    const { onListenerError, socketForm, account, signal } = options;
    this.#settings = settings;
    this.#ground = ground;
    this.#listeners = new Listeners(onListenerError);
    this.#delivery = new Delivery<Payload>({
      product: product as Product<Payload>,
      account,
      filter,
      buffer,
      clock,
      exchangeTime: ground.exchangeTime,
      listeners: { emit: (_, item) => this.#emit(item) },
    });
    const { events } = product;
    const makeSplicer = (sink: SplicerSink): Splicer =>
      new Splicer(
        {
          identityOf: (text) => identityOf(text, events.timeField),
          sentAtOf: (text) => eventTimeOf(text, events.timeField),
          ordered: events.ordered,
        },
        sink,
      );
    const { source, dials, exchangeTime } = ground;
    const { budget } = dials;
    const { sentAt } = momentsOf(exchangeTime, events.timeField);
    this.#conductor = new Conductor(
      { source, sockets, socketForm, events, budget, clock, random, sentAt, makeSplicer },
      this,
    );
    signal?.addEventListener("abort", this.#close);
    this.#conductor.start();
    if (signal?.aborted) this.#close();
  }

  get state(): StreamState {
    return this.#state;
  }

  get provenAt(): number | undefined {
    return this.#conductor.provenAt;
  }

  get blockedUntil(): number | undefined {
    return this.#ground.source.blockedUntil;
  }

  ready({ signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    return this.#firstLive.wait(signal);
  }

  [Symbol.asyncIterator](): AsyncIterator<StreamItem<Payload>> {
    return this.#delivery.iterate();
  }

  on<Name extends keyof StreamEvents<Payload>>(
    name: Name,
    listener: ListenerOf<StreamEvents<Payload>[Name]>,
  ): this {
    this.#listeners.on(name, listener);
    return this;
  }

  once<Name extends keyof StreamEvents<Payload>>(
    name: Name,
    listener: ListenerOf<StreamEvents<Payload>[Name]>,
  ): this {
    this.#listeners.once(name, listener);
    return this;
  }

  off<Name extends keyof StreamEvents<Payload>>(
    name: Name,
    listener: ListenerOf<StreamEvents<Payload>[Name]>,
  ): this {
    this.#listeners.off(name, listener);
    return this;
  }

  stats(): StreamStats {
    const { counts, copiesDropped, livenessBoundMs, liveFeeds: liveSockets } = this.#conductor;
    const { lagMs } = this.#delivery;
    return {
      liveSockets,
      ...this.#delivery.counts,
      ...counts,
      copiesDropped,
      livenessBoundMs,
      lagMs,
    };
  }

  replaceCredentials(credentials: OpenCredentials): void {
    if (this.#hasEnded) throw closedError();
    if (typeof credentials !== "object" || credentials === null) {
      throw configurationError(
        "credentials are missing; give { apiKey }, with a signer if need be",
      );
    }
    this.#ground.source.replaceCredentials(credentials);
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#end("closed", () => {
      this.#firstLive.missed(closedError());
      this.#delivery.end();
      this.#listeners.emit("closed", this.#delivery.counts);
    }));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  deliver(frame: Frame, late: boolean): void {
    this.#delivery.deliver(frame, late);
  }

  gap({ cause, from, to, diedAt = Infinity }: Interval): void {
    const { clock } = this.#settings;
    const { earliest, latest } = this.#ground.exchangeTime.toExchange(clock.now());
    // What was not noted by the exchange's clock is counted from now: the wall may have been set since.
    const begun = from.exchangeAt ?? earliest - elapsedSince(clock, from);
    const ended = latest - Math.max(0, clock.monotonic() - to.monotonic);
    // What was noted was rounded down.
    const noted = to.exchangeAt === undefined ? -Infinity : to.exchangeAt + 1;
    this.#delivery.gap({
      cause,
      from: Math.floor(Math.min(begun - FLIGHT_MS, diedAt)),
      to: Math.ceil(Math.max(ended, noted)),
    });
  }

  tell<Name extends keyof StreamLifecycle>(name: Name, ...event: StreamLifecycle[Name]): void {
    if (this.#hasEnded) return;
    if (name === "live") {
      this.#state = "live";
      this.#firstLive.reached();
    }
    if (name === "interrupted") this.#state = "interrupted";
    this.#listeners.emit(name, ...(event as StreamEvents<Payload>[Name]));
  }

  failed(error: ListenKeyError = closedError()): void {
    this.#closing ??= this.#end("failed", () => {
      this.#firstLive.missed(error);
      this.#delivery.fail(error);
      this.#listeners.emit("failed", { error });
    });
  }

  #emit(item: StreamItem<Payload>): void {
    // An event cannot arrive before it was sent, which says something about the two clocks.
    if ("time" in item && item.time !== undefined)
      this.#ground.exchangeTime.notBefore(item.time, item.receivedAt);
    this.#listeners.emit("event", item);
  }

  get #hasEnded(): boolean {
    return this.#state === "closed" || this.#state === "failed";
  }

  /** Ends it, once: whoever hears of it may call `close()` again. */
  #end(state: "closed" | "failed", announce: () => void): Promise<void> {
    this.#state = state;
    let done = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      done = resolve;
    });
    this.#closing = ended;
    this.#settings.options.signal?.removeEventListener("abort", this.#close);
    void this.#conductor.stop().then(() => {
      this.#ground.dials.release();
      done();
    });
    announce();
    this.#listeners.clear();
    return ended;
  }
}

function closedError(): ListenKeyError {
  return new ListenKeyError(
    "CLOSED",
    "The stream is closed; open another one with openUserDataStream",
  );
}
