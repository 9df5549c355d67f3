import {
  isListenKeyError,
  RateLimitedError,
  RetiredError,
  type ListenKeyError,
} from "../errors.ts";
import type { Governor, PoolDraw } from "../governor/governor.ts";
import type { Clock } from "../seams/clock.ts";
import type { ListenKeyCall, ListenKeyFacet } from "../seams/product.ts";
import type { LightSignal } from "../seams/light-signal.ts";
import { parseUrl } from "../seams/secure-url.ts";
import { transportErrorFrom } from "../seams/transport-error.ts";
import type { HttpRequest, HttpResponse, RequestSignal, Transport } from "../seams/transport.ts";
import { instantOf, type Instant } from "../time/instant.ts";
import {
  readListenKeyAnswer,
  refusal,
  type CreatedListenKey,
  type ListenKeyAnswer,
} from "./answer.ts";
import { rateLimitOf, serverTime } from "./rate-limit.ts";
import { withinTime } from "./within-time.ts";

/** Who calls whom: everything that does not change from call to call. */
export interface RestCaller extends PoolDraw {
  /** The way to the outside. */
  readonly transport: Transport;
  /** Where time comes from. */
  readonly clock: Clock;
  /** Who says when the pool may be drawn from. */
  readonly governor: Governor;
  /** REST origin. */
  readonly rest: string;
  /** The API key. A secret. */
  readonly apiKey: string;
  /** Where the calls were switched off, and what to use instead. */
  readonly retirement: Pick<ListenKeyFacet, "retired" | "successor">;
  /** How long to wait for a whole answer, in milliseconds. */
  readonly timeoutMs: number;
}

/** Who makes listen-key calls. */
export interface Caller extends RestCaller {
  readonly facet: ListenKeyFacet;
}

/** What is called. */
export interface RestTarget {
  readonly call: Omit<ListenKeyCall, "weight">;
  readonly listenKey?: string;
  /** Sent in place of what the call's parameters come to. */
  readonly form?: SignedForm;
  /** Gives the call up; absent for never. */
  readonly signal?: AbortSignal | undefined;
}

/** A form that was signed: it is sent to the letter. */
export interface SignedForm {
  /** The form, signed if it has to be. */
  readonly text: string;
  /** As it is before it is encoded; no message may repeat it. */
  readonly signature: string;
}

/** What is called about listen keys. */
export interface CallTarget extends RestTarget {
  /** An answer without a listen key is a bad one. */
  readonly mustHaveKey?: boolean;
}

/**
 * Makes one call: builds the request, sends it once, and judges the answer, which was yes if it resolves. Rejects at
 * once, without a request, while the exchange wants silence.
 */
export async function askExchange(caller: RestCaller, target: RestTarget): Promise<HttpResponse> {
  const { clock, governor, transport } = caller;
  const { call, listenKey = "", form } = target;
  const block = governor.block(caller);
  if (block !== undefined) throw rateLimited(caller, name(call), block);
  const sentAt = instantOf(clock);
  const limits = { clock, timeoutMs: caller.timeoutMs, signal: target.signal, errorFrom };
  const response = await withinTime(limits, (signal) =>
    transport.send(requestFor(caller, target, signal)),
  );
  const { status } = response;
  noteTime(caller, response, sentAt);
  const limit = rateLimitOf(response, clock.now());
  if (limit !== undefined) {
    throw rateLimited(caller, name(call), { status, forMs: governor.stop(caller, limit, sentAt) });
  }
  if (status < 500) governor.answered(caller);
  if (status === 410) throw retired(caller, call);
  if (status < 200 || status > 299) {
    const secrets = [caller.apiKey, listenKey, form?.signature ?? ""];
    throw refusal(response, { what: name(call), secrets });
  }
  return response;
}

/** Makes one listen-key call. */
export async function callExchange(caller: Caller, target: CallTarget): Promise<ListenKeyAnswer> {
  return readListenKeyAnswer(await askExchange(caller, target), target.mustHaveKey);
}

/** Obtains a key: a new one, or the live one extended. @throws `BAD_RESPONSE` if the answer has none. */
export async function createKey(caller: Caller, signal?: AbortSignal): Promise<CreatedListenKey> {
  const call = caller.facet.create;
  const answer = await callExchange(caller, { call, signal, mustHaveKey: true });
  return answer as CreatedListenKey;
}

function requestFor(
  { rest, apiKey }: RestCaller,
  target: RestTarget,
  lightSignal: LightSignal,
): HttpRequest {
  const { method, path } = target.call;
  const body = bodyOf(target);
  const request = {
    method,
    url: rest + path,
    headers: headersOf(apiKey, body),
    get signal() {
      return lightSignal.full;
    },
  };
  // Not for copies: whoever makes one may give it another signal.
  Object.defineProperty(request, "lightSignal", { value: lightSignal });
  return body === "" ? request : Object.assign(request, { body });
}

function headersOf(apiKey: string, body: string): Record<string, string> {
  if (body === "") return { "x-mbx-apikey": apiKey };
  return { "x-mbx-apikey": apiKey, "content-type": "application/x-www-form-urlencoded" };
}

/** What is sent in the body, not in the query: a listen key in a URL ends up in logs. */
function bodyOf({ call, listenKey = "", form }: RestTarget): string {
  const { params, keyParam } = call;
  if (form !== undefined) return form.text;
  if (params === undefined && keyParam === undefined) return "";
  return new URLSearchParams({ ...params, ...(keyParam && { [keyParam]: listenKey }) }).toString();
}

/** A transport should reject with errors of ours; one that does not is no reason to lose what happened. */
function errorFrom(thrown: unknown, signal: RequestSignal): ListenKeyError {
  return isListenKeyError(thrown) ? thrown : transportErrorFrom(thrown, signal);
}

/** The answer may tell what time it is at the exchange, to the second. */
function noteTime(
  { clock, governor, realm }: RestCaller,
  response: HttpResponse,
  sentAt: Instant,
): void {
  const keeper = governor.timeKeepers.get(realm);
  const serverFrom = keeper && serverTime(response);
  if (serverFrom === undefined) return;
  const receivedAt = instantOf(clock);
  keeper?.learn({ sentAt, receivedAt, serverFrom, serverTo: serverFrom + 1_000 });
}

/** A call that has to wait because the exchange wants silence. */
export function rateLimited(
  { clock, pool }: Pick<RestCaller, "clock" | "pool">,
  what: string,
  { status, forMs }: { readonly status: number; readonly forMs: number },
): ListenKeyError {
  const retryAt = clock.now() + Math.ceil(forMs);
  return new RateLimitedError(
    `${what} has to wait until ${new Date(retryAt).toISOString()}: the exchange answered ${status} in the pool ` +
      `${pool.id}; look for other programs on the same IP address`,
    { status, retryAt },
  );
}

function retired({ retirement, rest }: RestCaller, call: RestTarget["call"]): ListenKeyError {
  const host = parseUrl(rest)?.hostname ?? "";
  const { successor, retired: days } = retirement;
  const since = Object.hasOwn(days, host) ? days[host] : undefined;
  const when = since === undefined ? "" : ` on ${since}`;
  return new RetiredError(`${host} has switched ${name(call)} off${when}; use ${successor}`, {
    successor,
    since,
  });
}

/** How a call is named in messages. */
function name({ method, path }: RestTarget["call"]): string {
  return `${method} ${path}`;
}
