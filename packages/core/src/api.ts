import type { ListenKeyAnswer } from "./exchange/answer.ts";
import { resolveEnvironment, type CustomEnvironment } from "./exchange/environment.ts";
import { ListenKeyCaller, type CallerSettings } from "./exchange/caller.ts";
import { BadResponseError, configurationError } from "./errors.ts";
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
  /** Ends the call with `ABORTED`. */
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
  create(options?: CallOptions): Promise<ListenKeyAnswer & { readonly listenKey: string }>;
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
  return new ExchangeListenKeyApi(callerSettings(options));
}

/** Checks options and looks up what a caller needs. */
export function callerSettings(options: ListenKeyApiOptions): CallerSettings {
  const {
    product,
    apiKey,
    transport,
    environment = "live",
    requestTimeoutMs = 10_000,
    clock = systemClock,
  } = options;
  assertListenKeyProduct(product);
  assertTransport(transport);
  assertApiKey(apiKey);
  assertDuration("requestTimeoutMs", requestTimeoutMs, { infinite: false });
  const { rest, realm } = resolveEnvironment(product, environment, transport);
  if (rest === undefined) {
    throw configurationError("environment.rest is missing; listen keys are created over REST");
  }
  return {
    transport,
    clock,
    governor: Governor.of(transport, clock),
    draw: { pool: product.pools.rest, realm, account: fingerprint(apiKey) },
    rest,
    apiKey,
    facet: product.listenKey,
    requestTimeoutMs,
  };
}

/** The calls over a caller. */
export class ExchangeListenKeyApi implements ListenKeyApi {
  readonly #caller: ListenKeyCaller;
  readonly #facet: ListenKeyProduct["listenKey"];

  constructor(settings: CallerSettings) {
    this.#caller = new ListenKeyCaller(settings);
    this.#facet = settings.facet;
  }

  async create(options?: CallOptions): Promise<ListenKeyAnswer & { readonly listenKey: string }> {
    const answer = await this.#call("create", undefined, options);
    const { listenKey } = answer;
    if (listenKey === undefined) {
      throw new BadResponseError(
        "The exchange answered without a listen key; trying again is safe",
        { status: 200 },
      );
    }
    return { ...answer, listenKey };
  }

  async keepalive(listenKey: string, options?: CallOptions): Promise<ListenKeyAnswer> {
    assertListenKey(listenKey);
    return this.#call("keepalive", listenKey, options);
  }

  async revoke(listenKey: string, options?: CallOptions): Promise<void> {
    assertListenKey(listenKey);
    await this.#call("revoke", listenKey, options);
  }

  #call(
    call: "create" | "keepalive" | "revoke",
    listenKey: string | undefined,
    options?: CallOptions,
  ): Promise<ListenKeyAnswer> {
    return this.#caller.call(
      this.#facet[call],
      listenKey,
      options?.signal ?? new AbortController().signal,
    );
  }
}

/** An `undefined` that travels as text has closed streams before. */
function assertListenKey(listenKey: unknown): void {
  if (typeof listenKey === "string" && listenKey !== "") return;
  throw configurationError("listenKey is empty; pass the key that create() gave");
}
