import type { ProductId } from "../rules/product-ids.ts";
import type { RestCallName } from "../rules/rest-rules.ts";
import type { WsCallName } from "../rules/ws-methods.ts";

/** Which requests, handshakes or frames a fault strikes: those that agree in every field given. */
export interface FaultMatch {
  /** An account's id. */
  readonly account?: string;
  /** A product; for requests, the one whose key, token or subscription it is about. */
  readonly product?: ProductId;
  /** The name of the in-memory transport; `http` on the server. */
  readonly client?: string;
  /** An IP address. */
  readonly ip?: string;
  /** Requests: what they ask for, over REST or on the WebSocket API. */
  readonly call?: RestCallName | WsCallName;
  /** Requests on the WebSocket API: the method, e.g. `userDataStream.subscribe.signature`. */
  readonly method?: string;
  /** Requests and handshakes: the host. */
  readonly host?: string;
  /** Requests and handshakes: the path, without any key. */
  readonly path?: string;
  /** Frames: the event's name. */
  readonly event?: string;
  /** Frames, and requests on the WebSocket API: the socket's number in the log. */
  readonly socket?: number;
}

/** What a fault may strike. Several accounts or products: a socket with several keys. */
export interface FaultSubject {
  readonly accounts: readonly string[];
  readonly products: readonly ProductId[];
  readonly client: string;
  readonly ip: string;
  readonly call?: RestCallName | WsCallName | undefined;
  readonly method?: string;
  readonly host?: string;
  readonly path?: string;
  readonly event?: string;
  readonly socket?: number;
}

const SINGLE_FIELDS = [
  "client",
  "ip",
  "call",
  "method",
  "host",
  "path",
  "event",
  "socket",
] as const;

/** Whether a subject agrees with every field of a match. */
export function matches(match: FaultMatch, subject: FaultSubject): boolean {
  if (match.account !== undefined && !subject.accounts.includes(match.account)) return false;
  if (match.product !== undefined && !subject.products.includes(match.product)) return false;
  return SINGLE_FIELDS.every(
    (field) => match[field] === undefined || match[field] === subject[field],
  );
}
