import type { PoolName } from "../rules/pools.ts";
import type {
  KeySpace,
  MarginProduct,
  ProductId,
  SubscribedProduct,
} from "../rules/product-ids.ts";
import type { RestCallName } from "../rules/rest-rules.ts";
import type { WsCallName } from "../rules/ws-methods.ts";

/** Something that happened on the exchange. No record holds an API key or a listen key in clear. */
export type LogRecord =
  | RequestRecord
  | WsRequestRecord
  | KeyRecord
  | TokenRecord
  | SubscribedRecord
  | SubscriptionExtendedRecord
  | UnsubscribedRecord
  | SocketOpenedRecord
  | SocketRetunedRecord
  | SocketFrozenRecord
  | SocketRefusedRecord
  | SocketClosedRecord
  | EventProducedRecord
  | EventSentRecord
  | BannedRecord
  | OutageRecord;

/** Every kind of record. */
export type LogRecordKind = LogRecord["kind"];

/** Something that has a time. */
export interface Stamped {
  /** When, in epoch milliseconds of the exchange's clock. */
  readonly at: number;
}

/** Who was at the other end of a request or socket. */
export interface Peer {
  /** The IP address it came from. */
  readonly ip: string;
  /** The name of the in-memory transport; `http` on the server. */
  readonly client: string;
}

/** A request, written when its fate is known; `at` is when it arrived. */
export interface RequestRecord extends Stamped, Peer {
  /** What happened. */
  readonly kind: "request";
  /** As in HTTP. */
  readonly method: string;
  /** The host it went to. */
  readonly host: string;
  /** The path, without the query and without anything that looks like a key. */
  readonly path: string;
  /** The listen-key call it was, or `token` for a listen token; absent on any other path. */
  readonly call?: RestCallName;
  /** Whose listen key or token it was about. */
  readonly product?: KeySpace;
  /** The account that the API key belongs to; absent if nobody's. */
  readonly account?: string;
  /** Which of the account's API keys it was, counting from 0. */
  readonly apiKey?: number;
  /** What the exchange did: absent if nothing. */
  readonly did?: "keyCreated" | "keyExtended" | "keyRevoked" | "tokenCreated";
  /** The number of the listen key that was touched, or was handed out. */
  readonly key?: number;
  /** The number of the listen token that was handed out. */
  readonly token?: number;
  /** The HTTP status; absent if no answer was made. */
  readonly status?: number;
  /** The code in an error body, e.g. -1125. */
  readonly code?: number;
  /** What became of it: a lost request never reached the exchange, a lost reply never left it. */
  readonly fate: "answered" | "requestLost" | "replyLost" | "hung";
  /** When the answer left, if later than at once. */
  readonly answeredAt?: number;
  /** The fault that decided that, or made the answer. */
  readonly fault?: string;
}

/** A request on the WebSocket API, written when its fate is known; `at` is when it arrived. */
export interface WsRequestRecord extends Stamped, Peer {
  /** What happened. */
  readonly kind: "wsRequest";
  /** The socket's number. */
  readonly socket: number;
  /** The host that the socket was opened to. */
  readonly host: string;
  /** The method, without a `v3/` in front; `?` for a frame that was no request, and for a method nobody knows. */
  readonly method: string;
  /** What it asks for; absent if the method is unknown. */
  readonly call?: WsCallName;
  /** The account that the API key or the listen token belongs to; absent if nobody's, or not needed. */
  readonly account?: string;
  /** Which of the account's API keys it was, counting from 0. */
  readonly apiKey?: number;
  /** What it wants to hear, or no more. */
  readonly product?: SubscribedProduct;
  /** The number of the listen token that it brought. */
  readonly token?: number;
  /** The subscription that it opened, extended, or asked to end. */
  readonly subscription?: number;
  /** The status in the answer; absent if no answer was made. */
  readonly status?: number;
  /** The code in an error, e.g. -1022. */
  readonly code?: number;
  /** What became of it: a lost request never reached the exchange, a lost reply never left it. */
  readonly fate: RequestRecord["fate"];
  /** When the answer left, if later than at once. */
  readonly answeredAt?: number;
  /** The fault that decided that, or made the answer. */
  readonly fault?: string;
}

/** A listen key's life. */
export interface KeyRecord extends Stamped {
  /** What happened. */
  readonly kind: "keyCreated" | "keyExtended" | "keyExpired" | "keyRevoked";
  /** The key's number: keys are counted from 1 over the whole exchange. */
  readonly key: number;
  /** The account's id. */
  readonly account: string;
  /** The product whose stream or key it is. */
  readonly product: KeySpace;
  /** When the key ends, or ended, in epoch milliseconds. */
  readonly expiresAt: number;
  /** Whether a request did it, or the test itself, or time. */
  readonly by: "request" | "hand" | "time";
}

/** A listen token's life. */
export interface TokenRecord extends Stamped {
  /** What happened. */
  readonly kind: "tokenCreated" | "tokenExpired";
  /** The token's number: tokens are counted from 1 over the whole exchange. */
  readonly token: number;
  /** The account's id. */
  readonly account: string;
  /** The margin account it is for. */
  readonly product: MarginProduct;
  /** When it ends, or ended, in epoch milliseconds. */
  readonly expiresAt: number;
}

/** Names a subscription on the WebSocket API. */
export interface OfSubscription {
  /** The socket's number. */
  readonly socket: number;
  /** The `subscriptionId`: subscriptions are counted from 0 on each socket. */
  readonly subscription: number;
  /** The account's id. */
  readonly account: string;
  /** What is heard. */
  readonly product: SubscribedProduct;
}

/** A subscription was opened; from now on it hears every event. */
export interface SubscribedRecord extends Stamped, OfSubscription {
  /** What happened. */
  readonly kind: "subscribed";
  /** What it rests on: the session's logon, a signature of its own, or a listen token. */
  readonly by: "logon" | "signature" | "token";
  /** The token's number. */
  readonly token?: number;
  /** When it ends unless it is extended, in epoch milliseconds; absent if it rests on no token. */
  readonly expiresAt?: number;
}

/** A subscription lives longer: another token was brought in time. */
export interface SubscriptionExtendedRecord extends Stamped, OfSubscription {
  /** What happened. */
  readonly kind: "subscriptionExtended";
  /** The token's number. */
  readonly token: number;
  /** When it ends now, in epoch milliseconds. */
  readonly expiresAt: number;
}

/** A subscription has ended; from now on it hears nothing. */
export interface UnsubscribedRecord extends Stamped, OfSubscription {
  /** What happened. */
  readonly kind: "unsubscribed";
  /**
   * Why: `unsubscribe` or `session.logout` was called; its token expired (`time`); a `renewal` put another one in its
   * place; its socket ended; the API key of its session was revoked or blocked (`revocation`); or the test did it (`hand`).
   */
  readonly by: "request" | "logout" | "time" | "renewal" | "socket" | "revocation" | "hand";
}

/** A handshake succeeded. */
export interface SocketOpenedRecord extends Stamped, Peer {
  /** What happened. */
  readonly kind: "socketOpened";
  /** Sockets are counted from 1 over the whole exchange. */
  readonly socket: number;
  /** The host it went to. */
  readonly host: string;
  /** The path without any key. */
  readonly path: string;
  /** The listen keys named in the URL: their numbers, 0 for one the exchange never made. */
  readonly keys: readonly number[];
  /** The accounts of the keys that live. */
  readonly accounts: readonly string[];
  /** Whether no event can ever come: bogus keys, expired ones, a path that carries none of them. */
  readonly silent: boolean;
}

/** A socket has asked for other streams: what it hears from now on. */
export interface SocketRetunedRecord
  extends Stamped, Pick<SocketOpenedRecord, "socket" | "keys" | "accounts" | "silent"> {
  /** What happened. */
  readonly kind: "socketRetuned";
}

/** A socket has become half-open: nothing arrives on it any more in either direction. */
export interface SocketFrozenRecord extends Stamped {
  /** What happened. */
  readonly kind: "socketFrozen";
  /** The socket's number. */
  readonly socket: number;
}

/** A handshake was refused, dropped or left hanging. */
export interface SocketRefusedRecord extends Stamped, Peer {
  /** What happened. */
  readonly kind: "socketRefused";
  /** The host it went to. */
  readonly host: string;
  /** The path, without the query and without anything that looks like a key. */
  readonly path: string;
  /** The accounts of the keys named in the URL. */
  readonly accounts: readonly string[];
  /** The HTTP status; absent if the connection was refused, or hangs. */
  readonly status?: number;
  /** The fault that did it. */
  readonly fault?: string;
}

/** A socket has ended. */
export interface SocketClosedRecord extends Stamped {
  /** What happened. */
  readonly kind: "socketClosed";
  /** The socket's number. */
  readonly socket: number;
  /** Who ended it. */
  readonly by: "client" | "exchange";
  /** The close code; 1006 without a close frame. Absent where the client ended it. */
  readonly code?: number;
  /** Why, where the exchange ended it. */
  readonly reason?: string;
}

/** The exchange has something to tell an account, whether or not anybody listens. */
export interface EventProducedRecord extends Stamped {
  /** What happened. */
  readonly kind: "eventProduced";
  /** Events are counted from 1 over the whole exchange. */
  readonly event: number;
  /** The account's id. */
  readonly account: string;
  /** The product whose stream or key it is. */
  readonly product: ProductId;
  /** The event's name `e`. */
  readonly name: string;
  /** The event as sent, bare. Absent on events that carry a listen key. */
  readonly text?: string;
}

/** A frame has left for a socket, or was kept from it. */
export interface EventSentRecord extends Stamped {
  /** What happened. */
  readonly kind: "eventSent" | "eventWithheld";
  /** The event's number. */
  readonly event: number;
  /** The socket's number. */
  readonly socket: number;
  /** The subscription on that socket; absent on stream hosts. */
  readonly subscription?: number;
  /** Why it was withheld, or what was done to it: `closed` where the socket ended before it could leave. */
  readonly fault?: string;
}

/** A rate limit was passed, or somebody was banned for ignoring that. */
export interface BannedRecord extends Stamped {
  /** What happened. */
  readonly kind: "limited" | "banned";
  /** The rate-limit pool. */
  readonly pool: PoolName;
  /** The IP address or account. */
  readonly who: string;
  /** When requests are welcome again, in epoch milliseconds. */
  readonly until: number;
}

/** The whole exchange went away, or came back. */
export interface OutageRecord extends Stamped {
  /** What happened. */
  readonly kind: "wentDown" | "cameBack";
}
