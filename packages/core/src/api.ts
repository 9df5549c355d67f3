import { isListenKey, type CreatedListenKey, type ListenKeyAnswer } from "./exchange/answer.ts";
import { resolveEnvironment, type CustomEnvironment } from "./exchange/environment.ts";
import { callExchange, createKey, type Caller } from "./exchange/call.ts";
import { configurationError } from "./errors.ts";
import { fingerprint } from "./fingerprint.ts";
import { Governor } from "./governor/governor.ts";
import {
  assertApiKey,
  assertDuration,
  assertListenKeyProduct,
  assertTransport,
} from "./options.ts";
import { systemClock, type Clock } from "./seams/clock.ts";
import type { ListenKeyProduct } from "./seams/product.ts";
import type { Transport } from "./seams/transport.ts";

/** Options of {@link createListenKeyApi}. */
export interface ListenKeyApiOptions {
  /** Whose listen keys, e.g. `umfutures` from `@listenkey/umfutures`. */
  readonly product: ListenKeyProduct;
  /** The API key. Listen-key calls are not signed, so the secret is not needed. */
  readonly apiKey: string;
  /** The way to the outside, e.g. `fetchTransport()`. */
  readonly transport: Transport;
  /** `live`, `testnet`, `demo` where the product has them, or hosts of your own. Defaults to `live`. */
  readonly environment?: string | CustomEnvironment;
  /** How long to wait for a whole answer, in milliseconds. Defaults to 10,000. */
  readonly requestTimeoutMs?: number;
  /** Where time comes from. Defaults to the runtime's clock. */
  readonly clock?: Clock;
}

/** Options of a single call. */
export interface CallOptions {
  /** Ends the call with `ABORTED`, or with `TIMEOUT` if it is a time limit (`AbortSignal.timeout`). */
  readonly signal?: AbortSignal;
}

/**
 * The three documented calls of a product's listen keys, and nothing else: each call is one request.
 *
 * They reject with `NETWORK`, `TIMEOUT`, `ABORTED`, `BAD_RESPONSE`, `REJECTED` ({@link RejectedError.exchangeCode}
 * -1125 for a key that is gone), `RETIRED`, or `RATE_LIMITED`. While the exchange wants silence they reject with
 * `RATE_LIMITED` without a request, so that no loop earns a longer ban.
 */
export interface ListenKeyApi {
  /** Obtains the account's listen key: a new one, or the live one extended. Documented as "start user data stream". */
  create(options?: CallOptions): Promise<CreatedListenKey>;
  /**
   * Extends the key. Documented as "keepalive user data stream".
   *
   * Only spot and margin send the key; the others extend *whatever* key the account has, and some answer with it:
   * compare `listenKey` with yours where it is there.
   */
  keepalive(listenKey: string, options?: CallOptions): Promise<ListenKeyAnswer>;
  /** Ends the key for everybody on the account. Documented as "close user data stream". */
  revoke(listenKey: string, options?: CallOptions): Promise<void>;
}

/**
 * Makes the three documented listen-key calls of a product.
 *
 * @example
 * const api = createListenKeyApi({ product: umfutures, apiKey, transport: fetchTransport() });
 * const { listenKey } = await api.create();
 *
 * @throws `CONFIGURATION` for a wrong option, before any request.
 */
export function createListenKeyApi(options: ListenKeyApiOptions): ListenKeyApi {
  const caller = callerFrom(options);
  const { keepalive, revoke } = caller.facet;
  return {
    create: ({ signal } = {}) => createKey(caller, signal),
    async keepalive(listenKey, { signal } = {}) {
      assertListenKey(listenKey);
      return callExchange(caller, { call: keepalive, listenKey, signal });
    },
    async revoke(listenKey, { signal } = {}) {
      assertListenKey(listenKey);
      await callExchange(caller, { call: revoke, listenKey, signal });
    },
  };
}

/** Checks options and looks up what a caller needs. @throws `CONFIGURATION` */
export function callerFrom(options: ListenKeyApiOptions): Caller {
  if (typeof options !== "object" || options === null) {
    throw configurationError("options are missing; give { product, apiKey, transport }");
  }
  const { product, apiKey, transport, environment = "live" } = options;
  const { requestTimeoutMs: timeoutMs = 10_000, clock = systemClock } = options;
  assertListenKeyProduct(product);
  assertTransport(transport);
  assertApiKey(apiKey);
  assertDuration("requestTimeoutMs", timeoutMs, { infinite: false });
  const { rest, realm } = resolveEnvironment(product, environment, transport);
  if (rest === undefined)
    throw configurationError("environment.rest is missing; listen keys are created over REST");
  const governor = Governor.of(transport, clock);
  const { pools, listenKey: facet } = product;
  return {
    transport,
    clock,
    governor,
    pool: pools.rest,
    realm,
    account: pools.rest.scope === "account" ? fingerprint(apiKey) : "",
    rest,
    apiKey,
    facet,
    retirement: facet,
    timeoutMs,
  };
}

/** An `undefined` that travels as text has closed streams before. */
function assertListenKey(listenKey: unknown): void {
  if (isListenKey(listenKey)) return;
  throw configurationError("listenKey is empty or malformed; pass the key that create() gave");
}
