import type { HostRules } from "../rules/hosts.ts";
import type { ServerSocket, SocketLink } from "../sockets/socket-link.ts";
import type { RestReply } from "./rest-call.ts";

/** A handshake as a face hands it in. */
export interface SocketDial {
  /** The host it reached. */
  readonly host: HostRules;
  /** Without the query. */
  readonly path: string;
  /** Without the question mark, `""` if there is none. */
  readonly query: string;
  /** Where it comes from. */
  readonly ip: string;
  /** How logs and faults name the client. */
  readonly client: string;
}

/** What a face does with a handshake: open the socket, answer with a status, drop it, or leave it unanswered. */
export type DialOutcome =
  | {
      readonly kind: "open";
      /** Joins the wire to the exchange, once the handshake is done. */
      readonly attach: (link: SocketLink) => ServerSocket;
    }
  | { readonly kind: "rejected"; readonly reply: RestReply }
  | { readonly kind: "refused" }
  | { readonly kind: "hang" };
