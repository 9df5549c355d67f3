import type {
  Clock,
  CustomEnvironment,
  KeySource,
  ListenerErrorHandler,
  Random,
  Signer,
  Transport,
} from "@listenkey/core";
import type {
  EventPayload,
  ListenKeyProduct,
  ListenTokenProduct,
  SubscriptionProduct,
} from "@listenkey/core/product";

/** How the stream is obtained, where a product has more than one way. */
export type StreamAccess = "listenKey" | "listenToken" | "subscription";

/** A product with a user data stream: by listen key, by listen token, or by signed subscription. */
export type StreamProduct<Payload extends EventPayload = EventPayload> =
  | ListenKeyProduct<Payload>
  | ListenTokenProduct<Payload>
  | SubscriptionProduct<Payload>;

/** A function that takes an event. What it returns or throws is reported, and changes nothing. */
export type ListenerOf<Event extends readonly unknown[]> = (...event: Event) => unknown;

/** By whose authority a stream is opened. */
export type OpenCredentials = ApiKeyCredentials | KeySourceCredentials;

/** An API key, and a signer where something has to be signed. */
export interface ApiKeyCredentials {
  /** The API key. */
  readonly apiKey: string;
  /**
   * Signs what must be signed: the subscription of spot. Listen keys need the API key alone, and so do listen tokens as
   * far as is known; their requests are signed, too, where there is a signer. Take `hmacSigner` or `pemSigner` from
   * `@listenkey/signing`, or a function of your own.
   */
  readonly signer?: Signer;
  /** Not together with an API key. */
  readonly keys?: undefined;
}

/** Listen keys from a source of your own, e.g. a server that keeps the API key off the client. */
export interface KeySourceCredentials {
  /** Where the listen keys come from. */
  readonly keys: KeySource;
  /** Not together with keys of your own. */
  readonly apiKey?: undefined;
  /** Not together with keys of your own: nothing has to be signed. */
  readonly signer?: undefined;
}

/** How much an iterator keeps for a program that reads more slowly than events come. */
export interface BufferLimits {
  /** Items. Defaults to 10,000. */
  readonly events?: number;
  /** Characters of event text. Defaults to 16,777,216. */
  readonly bytes?: number;
}

/** Options of `openUserDataStream` beside the credentials. */
export interface CommonStreamOptions<Payload extends EventPayload = EventPayload> {
  /** Whose events, e.g. `umfutures` from `@listenkey/umfutures`. */
  readonly product: StreamProduct<Payload>;
  /**
   * The way to the outside, e.g. `fetchTransport()`. A pair gives each of the two sockets its own way out; REST calls
   * take the first. Streams and managers on one transport share listen keys, connections and limits.
   */
  readonly transport: Transport | readonly [Transport, Transport];
  /** Your own label for the account; it stands on every item. Defaults to none. */
  readonly account?: string;
  /** `live`, `testnet`, `demo` where the product has them, or hosts of your own. Defaults to `live`. */
  readonly environment?: string | CustomEnvironment;
  /**
   * How the stream is obtained. Defaults to what Binance serves today: a signed subscription on spot, listen tokens on
   * margin, listen keys elsewhere, and on hosts of your own that have no `wsApi`.
   */
  readonly access?: StreamAccess;
  /** How many sockets hear the account at a time. With 1 a dropped connection is a gap. Defaults to 2. */
  readonly sockets?: 1 | 2;
  /** Only these events; gaps come always. Defaults to all, those that are not documented included. */
  readonly events?: readonly Payload["e"][];
  /** How the socket is opened, by the name of one of the product's `socketForms`. Defaults to what has been proved to work. */
  readonly socketForm?: string;
  /**
   * Whether streams of many accounts share sockets where the product can: USD-M. On the WebSocket API (spot, margin)
   * they always do. Defaults to false.
   */
  readonly shareSockets?: boolean;
  /** How many accounts share one socket at most. Defaults to 1,000, which is the WebSocket API's own limit. */
  readonly accountsPerSocket?: number;
  /** Further parameters of the subscribe calls on the WebSocket API; signed with the others where they are signed. */
  readonly subscribeParams?: Readonly<Record<string, string | number | boolean>>;
  /** How old a signed request may be when it arrives, in milliseconds, up to 60,000. Defaults to the exchange's 5,000. */
  readonly recvWindowMs?: number;
  /** What an iterator keeps for a slow reader. */
  readonly buffer?: BufferLimits;
  /** How long to wait for an answer or a handshake, in milliseconds. Defaults to 10,000. */
  readonly requestTimeoutMs?: number;
  /** How long a listen key or token lives, in milliseconds, at most and by default the product's own. */
  readonly lifetimeMs?: number;
  /** Which part of the rate-limit pool creating keys and subscribing may use, over 0 and up to 1. Defaults to 0.25. */
  readonly weightShare?: number;
  /** Closes the stream. */
  readonly signal?: AbortSignal;
  /** Where time comes from. Defaults to the runtime's clocks. */
  readonly clock?: Clock;
  /** Where randomness comes from. Defaults to the runtime's. */
  readonly random?: Random;
  /** Hears of errors that listeners have thrown. Defaults to printing them with `console.error`. */
  readonly onListenerError?: ListenerErrorHandler;
}

/** Options of `openUserDataStream`. */
export type UserDataStreamOptions<Payload extends EventPayload = EventPayload> =
  CommonStreamOptions<Payload> & OpenCredentials;
