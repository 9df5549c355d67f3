import type { EventPayload } from "./account-event.ts";

/** A Binance product: plain data that managers and streams are given. Nothing is registered by importing it. */
export interface Product<Payload extends EventPayload = EventPayload> {
  /** Unique, with the product's parameter if it has one, e.g. `umfutures` or `margin-isolated-BTCUSDT`. */
  readonly id: string;
  /** The hosts, by environment name. `live` is the default. */
  readonly environments: { readonly live: Environment } & Readonly<Record<string, Environment>>;
  /** Which rate-limit pool each kind of call draws from. */
  readonly pools: {
    /** The listen-key and listen-token calls over REST. */
    readonly rest: RateLimitPool;
    /** The WebSocket API, where the product has one. */
    readonly wsApi?: RateLimitPool;
  };
  /** The events of the product's user data stream. */
  readonly events: EventRules<Payload>;
  /** How the hosts of the stream show that a connection lives. */
  readonly heartbeat: Heartbeat;
}

/** The hosts of one environment. */
export interface Environment {
  /** REST origin, e.g. `https://fapi.binance.com`. */
  readonly rest: string;
  /** Origin of the user data stream, e.g. `wss://fstream.binance.com`. */
  readonly stream: string;
  /** The WebSocket API, where the product has one, e.g. `wss://ws-api.binance.com:443/ws-api/v3`. */
  readonly wsApi?: string;
  /** Other REST origins that are the same exchange and share its limits, e.g. `https://api1.binance.com`. */
  readonly aliases?: readonly string[];
}

/** A rate limit that calls share. Pools with the same id are one pool, across products and hosts. */
export interface RateLimitPool {
  /** e.g. `fapi` for USD-M and COIN-M futures, which share one. */
  readonly id: string;
  /** Whether it counts per IP address or per account. */
  readonly scope: "ip" | "account";
  /** The limit, in request weight a minute. */
  readonly weightPerMinute: number;
  /** The per-IP pool whose ban stops this one too; for pools that count per account. */
  readonly within?: RateLimitPool;
}

/** How a host shows that a connection lives. */
export interface Heartbeat {
  /** How often it sends a ping frame, in milliseconds. */
  readonly pingEveryMs: number;
  /** Within how many milliseconds it must have the pong; beyond, it closes. */
  readonly pongWithinMs: number;
}

/**
 * Events by which the exchange speaks about the stream itself. A stream acts on them and does not deliver them.
 * `listenKeyExpired` on listen-key streams, `eventStreamTerminated` and `serverShutdown` on the WebSocket API.
 */
export type ControlEventName = "listenKeyExpired" | "eventStreamTerminated" | "serverShutdown";

/** The events of a product. */
export interface EventRules<Payload extends EventPayload = EventPayload> {
  /** Every documented event name, deprecated ones and control events included, as the exchange spells them. */
  readonly names: readonly (Payload["e"] | ControlEventName)[];
  /**
   * The fields that hold ids, by event name, as paths: `i`, `o.i`, `O[].i`. In `data` they are strings always,
   * whatever the exchange sent.
   */
  readonly ids: { readonly [Name in Payload["e"]]?: readonly string[] };
  /**
   * The field at the top of an event that holds its send time. Two sockets may see the same event with different send
   * times, so copies are compared without it.
   */
  readonly timeField: string;
  /** Whether the exchange promises to keep the order of the events of one type on one connection. */
  readonly ordered: boolean;
}

/** A product whose user data stream is opened with a listen key. */
export interface ListenKeyProduct<
  Payload extends EventPayload = EventPayload,
> extends Product<Payload> {
  /** How listen keys are created, renewed and revoked. */
  readonly listenKey: ListenKeyFacet;
}

/** How a product hands out listen keys. */
export interface ListenKeyFacet {
  /** Products with the same key space hand out the same key to the same account. */
  readonly keySpace: string;
  /** Obtains the account's key: a new one, or the live one extended. */
  readonly create: ListenKeyCall;
  /** Extends the key. */
  readonly keepalive: ListenKeyCall;
  /** Ends the key, for everybody on the account. */
  readonly revoke: ListenKeyCall;
  /** The call that renewals use: the one whose answer carries the key, or the one that names it. */
  readonly renewBy: "create" | "keepalive";
  /** How long a key lives after each create or keepalive, in milliseconds. */
  readonly lifetimeMs: number;
  /**
   * The ways to open the stream, the safest first. More than one where the documents dispute which of them works: until
   * an event has proved one, two sockets use different ones.
   */
  readonly socketForms: readonly [SocketForm, ...SocketForm[]];
  /** How several listen keys share a socket; absent where no way is known. */
  readonly sharedSocket?: SharedSocket;
  /** Where Binance has switched listen keys off: host name to the day, as `YYYY-MM-DD`. */
  readonly retired: Readonly<Record<string, string>>;
  /** What to use instead where they are switched off; shown in the error for HTTP 410. */
  readonly successor: string;
}

/** A way to open the user data stream of a listen key. */
export type SocketForm = UrlForm | SubscribeForm;

/** The URL names the listen key. */
export interface UrlForm {
  /** Its name, for the `socketForm` option, e.g. `query`. */
  readonly name: string;
  /** The URL, made of the stream's origin, the listen key and the names of the events. Pure. The key in it is a secret. */
  readonly url: (stream: string, listenKey: string, events: readonly string[]) => string;
}

/** The URL names no key; `SUBSCRIBE` does, once the socket is open. */
export interface SubscribeForm extends SharedSocket {
  /** Its name, for the `socketForm` option, e.g. `subscribe`. */
  readonly name: string;
}

/** A socket that listen keys are subscribed on, one or many. Its frames are wrapped in `{"stream","data"}`. */
export interface SharedSocket {
  /** The path behind the stream's origin, e.g. `/private/stream`. */
  readonly path: string;
  /** What `SUBSCRIBE` names for a key. Pure. The key in it is a secret. */
  readonly items: (listenKey: string, events: readonly string[]) => readonly string[];
  /** How many items one socket takes at most. */
  readonly maxItems: number;
}

/** One REST call of the listen-key family. It carries the API key in a header and is not signed. */
export interface ListenKeyCall {
  /** The HTTP method. */
  readonly method: "POST" | "PUT" | "DELETE";
  /** e.g. `/fapi/v1/listenKey`. */
  readonly path: string;
  /** Request weight, drawn from {@link Product.pools}. */
  readonly weight: number;
  /** Form fields that the call always sends, e.g. the isolated pair. */
  readonly params?: Readonly<Record<string, string>>;
  /** The form field that names the listen key; absent where the exchange finds it from the API key. */
  readonly keyParam?: string;
}

/** A product whose user data stream is subscribed to with a short-lived token on the WebSocket API. */
export interface ListenTokenProduct<
  Payload extends EventPayload = EventPayload,
> extends Product<Payload> {
  /** How listen tokens are obtained and used. */
  readonly listenToken: ListenTokenFacet;
}

/** How a product hands out listen tokens. */
export interface ListenTokenFacet {
  /** Obtains a token; the API key goes in a header. */
  readonly create: {
    /** The HTTP method. */
    readonly method: "POST";
    /** e.g. `/sapi/v1/userListenToken`. */
    readonly path: string;
    /** Request weight, drawn from {@link Product.pools}. */
    readonly weight: number;
    /** Form fields that the call always sends, e.g. the isolated pair. */
    readonly params?: Readonly<Record<string, string>>;
  };
  /** The WebSocket API method that subscribes with the token, and extends when sent again. */
  readonly subscribeMethod: string;
  /** Request weight of the method. */
  readonly weight: number;
  /** The longest, and default, life of a token in milliseconds. */
  readonly lifetimeMs: number;
}

/** A product whose user data stream is subscribed to with a signature on the WebSocket API. */
export interface SubscriptionProduct<
  Payload extends EventPayload = EventPayload,
> extends Product<Payload> {
  /** How the stream is subscribed to. */
  readonly subscription: SubscriptionFacet;
}

/** A signed subscription on the WebSocket API. */
export interface SubscriptionFacet {
  /** The WebSocket API method, e.g. `userDataStream.subscribe.signature`. */
  readonly subscribeMethod: string;
  /** Request weight of the method. */
  readonly weight: number;
}
