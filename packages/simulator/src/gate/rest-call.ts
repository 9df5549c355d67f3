import type { HostRules } from "../rules/hosts.ts";

/** A request as a face hands it in. */
export interface RestCall {
  /** The host it reached. */
  readonly host: HostRules;
  /** As in HTTP, upper case. */
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Without the question mark, `""` if there is none. */
  readonly query: string;
  /** Lower-cased names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text, `""` if there was none. */
  readonly body: string;
  /** Where it comes from; limits count per address. */
  readonly ip: string;
  /** How logs and faults name the client. */
  readonly client: string;
}

/** An HTTP answer. */
export interface RestReply {
  /** The HTTP status. */
  readonly status: number;
  /** Lower-cased names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text. */
  readonly body: string;
}

/** What a face does with a request: answer it, drop the connection, or leave it unanswered. */
export type RestOutcome =
  | { readonly kind: "reply"; readonly reply: RestReply }
  | { readonly kind: "lost" }
  | { readonly kind: "hang" };
