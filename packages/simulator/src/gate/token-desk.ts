import { allows, isApiKeyShaped, type ApiKey } from "../model/api-key.ts";
import type { Limits, Verdict } from "../model/limits.ts";
import type { ListenToken } from "../model/listen-token.ts";
import type { ListenTokens } from "../model/listen-tokens.ts";
import type { Dialect } from "../rules/dialect.ts";
import { environmentOf } from "../rules/hosts.ts";
import type { MarginProduct } from "../rules/product-ids.ts";
import {
  BAD_API_KEY_FORMAT,
  invalidParam,
  isRefusal,
  missingParam,
  REJECTED_API_KEY,
  type Refusal,
} from "../rules/refusals.ts";
import { LISTEN_TOKEN_POOL } from "../rules/rest-rules.ts";
import { refuseSignature } from "../signatures/refuse-signature.ts";
import { poolHeaders, refused, tooMuch, type Answer } from "./answer.ts";
import type { ReadCall } from "./read-call.ts";
import type { RestCall } from "./rest-call.ts";

/** How long a token lives unless it is to live shorter. */
const LONGEST_VALIDITY_MS = 86_400_000;
const WEIGHT = 1;

/** What a {@link TokenDesk} needs. */
export interface TokenDeskDeps {
  readonly now: () => number;
  readonly tokens: ListenTokens;
  readonly limits: Limits;
  readonly dialect: Dialect;
}

/** Hands out listen tokens. */
export class TokenDesk {
  readonly #deps: TokenDeskDeps;

  constructor(deps: TokenDeskDeps) {
    this.#deps = deps;
  }

  answer(read: ReadCall): Answer {
    const verdict = this.#charge(read);
    const headers = poolHeaders(verdict);
    if (verdict.status !== "ok") return tooMuch(verdict, headers, this.#deps.now());
    const token = this.#create(read);
    if (isRefusal(token)) return refused(token, headers);
    const { value, number, expiresAt } = token;
    const body = JSON.stringify({ token: value, expirationTime: expiresAt });
    return { reply: { status: 200, headers, body }, facts: { did: "tokenCreated", token: number } };
  }

  #charge({ call, apiKey }: ReadCall): Verdict {
    return this.#deps.limits.charge({
      pool: LISTEN_TOKEN_POOL,
      endpoint: `${call.method} ${call.path}`,
      environment: environmentOf(call.host),
      weight: WEIGHT,
      ip: call.ip,
      account: apiKey?.account,
    });
  }

  #create(read: ReadCall): ListenToken | Refusal {
    const { call, apiKey, params } = read;
    if (!isApiKeyShaped(call.headers["x-mbx-apikey"] ?? "")) return BAD_API_KEY_FORMAT;
    if (apiKey === undefined || !allows(apiKey, call.ip)) return REJECTED_API_KEY;
    const validity = readValidity(params.get("validity"));
    if (typeof validity !== "number") return validity;
    const refusal = this.#refuseSignature(read, apiKey);
    if (refusal !== undefined) return refusal;
    const product = read.product as MarginProduct | undefined;
    if (product === undefined) return missingParam("symbol");
    return this.#deps.tokens.create({
      account: apiKey.account,
      product,
      environment: environmentOf(call.host),
      expiresAt: this.#deps.now() + validity,
    });
  }

  /** No document asks for a signature, and most clients send one: it need not be there, but must be right. */
  #refuseSignature({ call, params }: ReadCall, { material }: ApiKey): Refusal | undefined {
    const { dialect, now } = this.#deps;
    const signature = params.get("signature");
    if (signature === undefined) {
      return dialect.listenTokenSignature === "required" ? missingParam("signature") : undefined;
    }
    const timestamp = params.get("timestamp");
    if (timestamp === undefined) return missingParam("timestamp");
    const recvWindow = params.get("recvWindow");
    const parts = { payload: payloadOf(call), signature, timestamp, recvWindow };
    return refuseSignature(parts, material, now());
  }
}

function readValidity(text: string | undefined): number | Refusal {
  if (text === undefined) return LONGEST_VALIDITY_MS;
  const validity = /^\d+$/.test(text) ? Number(text) : 0;
  return validity >= 1 && validity <= LONGEST_VALIDITY_MS ? validity : invalidParam("validity");
}

/** What a REST signature is over: the query and the body as they were sent, one right behind the other. */
function payloadOf({ query, body }: RestCall): string {
  return [query, body].map((part) => part.replace(/(?:^|&)signature=[^&]*/, "")).join("");
}
