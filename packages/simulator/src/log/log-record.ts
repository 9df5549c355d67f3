import type { PoolName } from "../rules/pools.ts";
import type { KeySpace, ProductId } from "../rules/product-ids.ts";
import type { KeyCall } from "../rules/rest-rules.ts";

/** Something that happened on the exchange. No record holds an API key or a listen key in clear. */
export type LogRecord =
  | RequestRecord
  | KeyRecord
  | SocketOpenedRecord
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
  /** The listen-key call it was; absent on any other path. */
  readonly call?: KeyCall;
  /** Whose listen key it was about. */
  readonly product?: KeySpace;
  /** The account that the API key belongs to; absent if nobody's. */
  readonly account?: string;
  /** Which of the account's API keys it was, counting from 0. */
  readonly apiKey?: number;
  /** What the exchange did: absent if nothing. */
  readonly did?: "keyCreated" | "keyExtended" | "keyRevoked";
  /** The number of the listen key that was touched, or was handed out. */
  readonly key?: number;
  /** The HTTP status; absent if no answer was made. */
  readonly status?: number;
  /** The code in an error body, e.g. -1125. */
  readonly code?: number;
  /** What became of it: a lost request never reached the exchange, a lost reply never left it. */
  readonly fate: "answered" | "requestLost" | "replyLost" | "hung";
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

/** A handshake was refused, dropped or left hanging. */
export interface SocketRefusedRecord extends Stamped, Peer {
  /** What happened. */
  readonly kind: "socketRefused";
  /** The host it went to. */
  readonly host: string;
  /** The path, without the query and without anything that looks like a key. */
  readonly path: string;
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
  /** Why it was withheld, or what was done to it. */
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
