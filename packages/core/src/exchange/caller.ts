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
import type { HttpRequest, HttpResponse, Transport } from "../seams/transport.ts";
import { instantOf } from "../time/instant.ts";
import { readListenKeyAnswer, refusal, type ListenKeyAnswer } from "./answer.ts";
import { rateLimitOf } from "./rate-limit.ts";
import { withinTime } from "./within-time.ts";

/** Everything that a call to the exchange needs and that does not change from call to call. */
export interface CallerSettings {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly governor: Governor;
  readonly draw: PoolDraw;
  /** REST origin. */
  readonly rest: string;
  readonly apiKey: string;
  readonly facet: ListenKeyFacet;
  /** How long to wait for a whole answer, in milliseconds. */
  readonly requestTimeoutMs: number;
}

/** Makes the listen-key calls: builds the request, sends it once, and judges the answer. */
export class ListenKeyCaller {
  readonly #settings: CallerSettings;

  constructor(settings: CallerSettings) {
    this.#settings = settings;
  }

  /** Makes one call. Rejects at once, without a request, while the exchange wants silence. */
  async call(
    call: ListenKeyCall,
    listenKey: string | undefined,
    signal: AbortSignal,
  ): Promise<ListenKeyAnswer> {
    const { clock, governor, draw } = this.#settings;
    const block = governor.block(draw);
    if (block !== undefined) throw this.#rateLimited(call, block.status, block.forMs);
    const sentAt = instantOf(clock);
    const response = await this.#send(this.#request(call, listenKey), signal);
    const limit = rateLimitOf(response, clock.now());
    if (limit !== undefined)
      throw this.#rateLimited(call, limit.status, governor.stop(draw, limit, sentAt));
    governor.answered(draw);
    if (response.status === 410) throw this.#retired(call);
    if (response.status < 200 || response.status > 299) {
      throw refusal(response, {
        what: name(call),
        secrets: [this.#settings.apiKey, listenKey ?? ""],
      });
    }
    return readListenKeyAnswer(response);
  }

  #request(call: ListenKeyCall, listenKey: string | undefined): Omit<HttpRequest, "signal"> {
    const fields = {
      ...call.params,
      ...(call.keyParam !== undefined && { [call.keyParam]: listenKey ?? "" }),
    };
    // In the body, not in the query: a listen key in a URL ends up in logs.
    const body = new URLSearchParams(fields).toString();
    const headers = { "x-mbx-apikey": this.#settings.apiKey };
    const url = this.#settings.rest + call.path;
    if (body === "") return { method: call.method, url, headers };
    return {
      method: call.method,
      url,
      headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
      body,
    };
  }

  #send(request: Omit<HttpRequest, "signal">, outer: AbortSignal): Promise<HttpResponse> {
    const { transport, clock, requestTimeoutMs } = this.#settings;
    return withinTime({ clock, timeoutMs: requestTimeoutMs, signal: outer, errorFrom }, (signal) =>
      transport.send({ ...request, signal }),
    );
  }

  #rateLimited(call: ListenKeyCall, status: number, forMs: number): ListenKeyError {
    const retryAt = this.#settings.clock.now() + Math.ceil(forMs);
    return new RateLimitedError(
      `The exchange wants no requests before ${new Date(retryAt).toISOString()} (status ${status} in the pool ` +
        `${this.#settings.draw.pool.id}), so ${name(call)} waits; look for other programs on the same IP address`,
      { status, retryAt },
    );
  }

  #retired(call: ListenKeyCall): ListenKeyError {
    const { retired, successor } = this.#settings.facet;
    const host = parseUrl(this.#settings.rest)?.hostname ?? "The host";
    const since = Object.hasOwn(retired, host) ? retired[host] : undefined;
    return new RetiredError(
      `${host} has switched ${name(call)} off${since === undefined ? "" : ` on ${since}`}; use ${successor}`,
      { successor, since },
    );
  }
}

/** A transport should reject with errors of ours; one that does not is no reason to lose what happened. */
function errorFrom(thrown: unknown, signal: AbortSignal): ListenKeyError {
  return isListenKeyError(thrown) ? thrown : transportErrorFrom(thrown, signal);
}

/** How a call is named in messages. */
function name({ method, path }: ListenKeyCall): string {
  return `${method} ${path}`;
}
