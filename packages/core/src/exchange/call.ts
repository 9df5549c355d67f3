import {
  isListenKeyError,
  RateLimitedError,
  RetiredError,
  type ListenKeyError,
} from "../errors.ts";
import type { Governor, PoolDraw } from "../governor/governor.ts";
import type { Clock } from "../seams/clock.ts";
import type { ListenKeyCall, ListenKeyFacet } from "../seams/product.ts";
import { parseUrl } from "../seams/secure-url.ts";
import { transportErrorFrom } from "../seams/transport-error.ts";
import type { HttpRequest, Transport } from "../seams/transport.ts";
import { instantOf } from "../time/instant.ts";
import {
  readListenKeyAnswer,
  refusal,
  type CreatedListenKey,
  type ListenKeyAnswer,
} from "./answer.ts";
import { rateLimitOf } from "./rate-limit.ts";
import { withinTime } from "./within-time.ts";

/** Who calls whom: everything that does not change from call to call. */
export interface Caller extends PoolDraw {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly governor: Governor;
  /** REST origin. */
  readonly rest: string;
  readonly apiKey: string;
  readonly facet: ListenKeyFacet;
  /** How long to wait for a whole answer, in milliseconds. */
  readonly timeoutMs: number;
}

/** What is called. */
export interface CallTarget {
  readonly call: ListenKeyCall;
  readonly listenKey?: string;
  readonly signal: AbortSignal;
  /** An answer without a listen key is a bad one. */
  readonly mustHaveKey?: boolean;
}

/**
 * Makes one listen-key call: builds the request, sends it once, and judges the answer. Rejects at once, without a
 * request, while the exchange wants silence.
 */
export async function callExchange(caller: Caller, target: CallTarget): Promise<ListenKeyAnswer> {
  const { clock, governor, transport } = caller;
  const { call, listenKey = "" } = target;
  const block = governor.block(caller);
  if (block !== undefined) throw rateLimited(caller, call, block);
  const sentAt = instantOf(clock);
  const request = requestFor(caller, target);
  const limits = { clock, timeoutMs: caller.timeoutMs, signal: target.signal, errorFrom };
  const response = await withinTime(limits, (signal) => transport.send({ ...request, signal }));
  const { status } = response;
  const limit = rateLimitOf(response, clock.now());
  if (limit !== undefined) {
    throw rateLimited(caller, call, { status, forMs: governor.stop(caller, limit, sentAt) });
  }
  if (status < 500) governor.answered(caller);
  if (status === 410) throw retired(caller, call);
  if (status < 200 || status > 299) {
    throw refusal(response, { what: name(call), secrets: [caller.apiKey, listenKey] });
  }
  return readListenKeyAnswer(response, target.mustHaveKey);
}

/** Obtains a key: a new one, or the live one extended. @throws `BAD_RESPONSE` if the answer has none. */
export async function createKey(caller: Caller, signal: AbortSignal): Promise<CreatedListenKey> {
  const call = caller.facet.create;
  const answer = await callExchange(caller, { call, signal, mustHaveKey: true });
  return answer as CreatedListenKey;
}

function requestFor(
  { rest, apiKey }: Caller,
  { call, listenKey = "" }: CallTarget,
): Omit<HttpRequest, "signal"> {
  const { method, path, params, keyParam } = call;
  // In the body, not in the query: a listen key in a URL ends up in logs.
  const body = new URLSearchParams({
    ...params,
    ...(keyParam && { [keyParam]: listenKey }),
  }).toString();
  const headers = { "x-mbx-apikey": apiKey };
  const url = rest + path;
  if (body === "") return { method, url, headers };
  return {
    method,
    url,
    headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
    body,
  };
}

/** A transport should reject with errors of ours; one that does not is no reason to lose what happened. */
function errorFrom(thrown: unknown, signal: AbortSignal): ListenKeyError {
  return isListenKeyError(thrown) ? thrown : transportErrorFrom(thrown, signal);
}

function rateLimited(
  { clock, pool }: Caller,
  call: ListenKeyCall,
  { status, forMs }: { readonly status: number; readonly forMs: number },
): ListenKeyError {
  const retryAt = clock.now() + Math.ceil(forMs);
  return new RateLimitedError(
    `${name(call)} has to wait until ${new Date(retryAt).toISOString()}: the exchange answered ${status} in the pool ` +
      `${pool.id}; look for other programs on the same IP address`,
    { status, retryAt },
  );
}

function retired({ facet, rest }: Caller, call: ListenKeyCall): ListenKeyError {
  const host = parseUrl(rest)?.hostname ?? "";
  const { successor } = facet;
  const since = Object.hasOwn(facet.retired, host) ? facet.retired[host] : undefined;
  const when = since === undefined ? "" : ` on ${since}`;
  return new RetiredError(`${host} has switched ${name(call)} off${when}; use ${successor}`, {
    successor,
    since,
  });
}

/** How a call is named in messages. */
function name({ method, path }: ListenKeyCall): string {
  return `${method} ${path}`;
}
