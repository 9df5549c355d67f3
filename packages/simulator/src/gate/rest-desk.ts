import { allows, isApiKeyShaped } from "../model/api-key.ts";
import type { KeyOwner, KeyRing } from "../model/key-ring.ts";
import type { Limits, Verdict } from "../model/limits.ts";
import type { ListenKey } from "../model/listen-key.ts";
import type { Dialect } from "../rules/dialect.ts";
import { environmentOf } from "../rules/hosts.ts";
import {
  BAD_API_KEY_FORMAT,
  isRefusal,
  missingParam,
  REJECTED_API_KEY,
  unknownListenKey,
  type Refusal,
} from "../rules/refusals.ts";
import type { OpenCall } from "../rules/open-calls.ts";
import type { PoolName } from "../rules/pools.ts";
import type { AnswerShape, KeyCall, RestRules } from "../rules/rest-rules.ts";
import { page, poolHeaders, refused, tooMuch, type Answer, type AnswerFacts } from "./answer.ts";
import { refuseParams } from "./params.ts";
import type { ReadCall } from "./read-call.ts";
import type { TokenDesk } from "./token-desk.ts";

/** What a {@link RestDesk} needs. */
export interface RestDeskDeps {
  readonly now: () => number;
  readonly keyRing: KeyRing;
  readonly limits: Limits;
  readonly dialect: Dialect;
  readonly tokenDesk: TokenDesk;
}

/** A listen-key call that may go ahead. */
interface Order {
  readonly rules: RestRules;
  readonly keyCall: KeyCall;
  readonly owner: KeyOwner;
  /** The key that the call names; absent where the account's key is meant. */
  readonly named: string | undefined;
}

/** What was done. */
interface Deed {
  readonly body: string;
  readonly facts: AnswerFacts;
}

/** Answers requests by the rules, and does what they ask. */
export class RestDesk {
  readonly #deps: RestDeskDeps;

  constructor(deps: RestDeskDeps) {
    this.#deps = deps;
  }

  answer(read: ReadCall): Answer {
    if (read.place === "retired") return page(410, "Gone");
    if (read.wantsToken) return this.#deps.tokenDesk.answer(read);
    if (read.open !== undefined) return this.#tell(read, read.open);
    const { rules, keyCall } = read;
    if (rules === undefined || keyCall === undefined) return page(404, "Not Found");
    const verdict = this.#charge(read, rules.pool, rules.weights[keyCall]);
    const headers = poolHeaders(verdict);
    if (verdict.status !== "ok") return tooMuch(verdict, headers, this.#deps.now());
    const order = this.#admit(read, rules, keyCall);
    const deed = isRefusal(order) ? order : this.#carryOut(order);
    if (isRefusal(deed)) return refused(deed, headers);
    return { reply: { status: 200, headers, body: deed.body }, facts: deed.facts };
  }

  /** Drops the live key of a POST without a word, so that another one is made. */
  rotate(read: ReadCall): void {
    const { rules, keyCall } = read;
    const order = rules !== undefined && keyCall === "create" && this.#admit(read, rules, keyCall);
    if (order === false || isRefusal(order)) return;
    const key = this.#deps.keyRing.liveKey(order.owner);
    if (key === undefined) return;
    key.feeds.clear();
    this.#deps.keyRing.revoke(key, "hand");
  }

  /** What anybody may know. */
  #tell(read: ReadCall, { pool, tellsTime }: OpenCall): Answer {
    const { now } = this.#deps;
    const verdict = this.#charge(read, pool, 1);
    const headers = poolHeaders(verdict);
    if (verdict.status !== "ok") return tooMuch(verdict, headers, now());
    const body = JSON.stringify(tellsTime ? { serverTime: now() } : {});
    return { reply: { status: 200, headers, body }, facts: {} };
  }

  #charge({ call, apiKey }: ReadCall, pool: PoolName, weight: number): Verdict {
    return this.#deps.limits.charge({
      pool,
      endpoint: `${call.method} ${call.path}`,
      environment: environmentOf(call.host),
      weight,
      ip: call.ip,
      account: apiKey?.account,
    });
  }

  #admit(read: ReadCall, rules: RestRules, keyCall: KeyCall): Order | Refusal {
    const { apiKey, call, params, product } = read;
    if (!isApiKeyShaped(call.headers["x-mbx-apikey"] ?? "")) return BAD_API_KEY_FORMAT;
    if (apiKey === undefined || !allows(apiKey, call.ip)) return REJECTED_API_KEY;
    const refusal = refuseParams(params, rules, keyCall);
    if (refusal !== undefined) return refusal;
    if (product === undefined) return missingParam("symbol");
    const environment = environmentOf(call.host);
    const named = rules.mandatory[keyCall].includes("listenKey")
      ? params.get("listenKey")
      : undefined;
    return { rules, keyCall, owner: { account: apiKey.account, product, environment }, named };
  }

  #carryOut(order: Order): Deed | Refusal {
    const { keyRing } = this.#deps;
    if (order.keyCall === "create") {
      const { key, isNew } = keyRing.create(order.owner, "request");
      return this.#deed(order, key, isNew ? "keyCreated" : "keyExtended");
    }
    const key = this.#meantKey(order);
    if (key === undefined) return this.#unknownKey(order);
    if (order.keyCall === "extend") {
      keyRing.extend(key, "request");
      return this.#deed(order, key, "keyExtended");
    }
    keyRing.revoke(key, "request");
    return this.#deed(order, key, "keyRevoked");
  }

  #meantKey({ owner, named }: Order): ListenKey | undefined {
    const key = this.#deps.keyRing.liveKey(owner);
    return named === undefined || key?.value === named ? key : undefined;
  }

  #unknownKey({ keyCall, rules }: Order): Deed | Refusal {
    const accepted = keyCall === "revoke" && this.#deps.dialect.revocationWithoutKey === "accepted";
    return accepted ? { body: "{}", facts: {} } : unknownListenKey(rules.unknownKey);
  }

  #deed({ rules, keyCall }: Order, key: ListenKey, did: NonNullable<AnswerFacts["did"]>): Deed {
    return { body: this.#bodyOf(rules.answers[keyCall], key), facts: { did, key: key.number } };
  }

  #bodyOf(shape: AnswerShape, key: ListenKey): string {
    const { coinmKeepalive } = this.#deps.dialect;
    if (shape === "empty") return "{}";
    if (shape === "listenKeyOrEmpty" && coinmKeepalive === "empty") return "{}";
    const { value: listenKey, expiresAt: expiration } = key;
    return JSON.stringify(
      shape === "listenKeyAndExpiration" ? { listenKey, expiration } : { listenKey },
    );
  }
}
