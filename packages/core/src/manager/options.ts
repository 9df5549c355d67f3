import { callerFrom } from "../api.ts";
import { resolveEnvironment, type CustomEnvironment } from "../exchange/environment.ts";
import { configurationError } from "../errors.ts";
import {
  assertDuration,
  assertFunctions,
  assertListenKeyProduct,
  assertShare,
  assertTransport,
} from "../options.ts";
import { CustomTap, ExchangeTap, type KeyTap } from "../owner/key-tap.ts";
import type { OwnerIdentity, OwnerTiming } from "../owner/registry.ts";
import { systemClock, systemRandom, type Clock, type Random } from "../seams/clock.ts";
import type { KeySource } from "../seams/key-source.ts";
import type { ListenKeyProduct } from "../seams/product.ts";
import type { Transport } from "../seams/transport.ts";
import type { ListenerErrorHandler } from "./listeners.ts";
import type { Credentials } from "./manager.ts";

/** Options of {@link createListenKeyManager}: what is common to both ways to get keys. */
export interface CommonManagerOptions {
  /** Whose listen keys, e.g. `umfutures` from `@listenkey/umfutures`. */
  readonly product: ListenKeyProduct;
  /** `live`, `testnet`, `demo` where the product has them, or hosts of your own. Defaults to `live`. */
  readonly environment?: string | CustomEnvironment;
  /** How long `open()` retries, in milliseconds; `Infinity` for ever. Defaults to 30,000. */
  readonly openTimeoutMs?: number;
  /** How long to wait for a whole answer, in milliseconds. Defaults to 10,000. */
  readonly requestTimeoutMs?: number;
  /** How long a key lives after each success, in milliseconds: from 60,000 to the product's own, which is the default. */
  readonly lifetimeMs?: number;
  /** Which part of the rate-limit pool creating keys may use, over 0 and up to 1. Defaults to 0.25. */
  readonly weightShare?: number;
  /** Where time comes from. Defaults to the runtime's clocks. */
  readonly clock?: Clock;
  /** Where randomness comes from. Defaults to the runtime's. */
  readonly random?: Random;
  /** Hears of errors that listeners have thrown. Defaults to printing them with `console.error`. */
  readonly onListenerError?: ListenerErrorHandler;
}

/** Options of {@link createListenKeyManager} with an API key. */
export interface ApiKeyManagerOptions extends CommonManagerOptions {
  /** The API key. Listen-key calls are not signed, so the secret is not needed. */
  readonly apiKey: string;
  /** The way to the outside, e.g. `fetchTransport()`. Managers on one transport share keys and limits. */
  readonly transport: Transport;
  /** Not together with an API key. */
  readonly keys?: undefined;
}

/** Options of {@link createListenKeyManager} with a source of your own. */
export interface KeySourceManagerOptions extends CommonManagerOptions {
  /** Where the keys come from, e.g. a server of yours that keeps the API key off the client. */
  readonly keys: KeySource;
  /** Not needed for keys from elsewhere. */
  readonly transport?: Transport;
  /** Not together with keys of your own. */
  readonly apiKey?: undefined;
}

/** Options of {@link createListenKeyManager}. */
export type ListenKeyManagerOptions = ApiKeyManagerOptions | KeySourceManagerOptions;

/** Options that have been checked. */
export interface ManagerSettings extends OwnerTiming {
  /** As they were given. */
  readonly options: ListenKeyManagerOptions;
  /** How long `open()` retries, in milliseconds. */
  readonly openTimeoutMs: number;
  /** Where randomness comes from. */
  readonly random: Random;
}

/** Where a manager gets its keys, and who else gets the same. */
export interface Supply {
  readonly identity: OwnerIdentity;
  readonly makeTap: () => KeyTap;
}

/** No exchange has keys that live for less; whoever asks for it has probably given seconds. */
const SHORTEST_LIFETIME_MS = 60_000;

/** @throws `CONFIGURATION` for a wrong option. */
export function managerSettings(options: ListenKeyManagerOptions): ManagerSettings {
  if (typeof options !== "object" || options === null) {
    throw configurationError("options are missing; give at least { product, apiKey, transport }");
  }
  const { product } = options;
  assertListenKeyProduct(product);
  const settings: ManagerSettings = {
    options,
    openTimeoutMs: options.openTimeoutMs ?? 30_000,
    requestTimeoutMs: options.requestTimeoutMs ?? 10_000,
    lifetimeMs: options.lifetimeMs ?? product.listenKey.lifetimeMs,
    weightShare: options.weightShare ?? 0.25,
    clock: options.clock ?? systemClock,
    random: options.random ?? systemRandom,
  };
  assertSettings(settings);
  return settings;
}

function assertSettings(settings: ManagerSettings): void {
  const { options, lifetimeMs } = settings;
  assertDuration("openTimeoutMs", settings.openTimeoutMs, { infinite: true });
  assertDuration("requestTimeoutMs", settings.requestTimeoutMs, { infinite: false });
  assertDuration("lifetimeMs", lifetimeMs, { infinite: false });
  const longest = options.product.listenKey.lifetimeMs;
  if (lifetimeMs < SHORTEST_LIFETIME_MS || lifetimeMs > longest) {
    throw configurationError(
      `lifetimeMs must be from ${SHORTEST_LIFETIME_MS} to the product's ${longest}, in milliseconds`,
    );
  }
  assertShare("weightShare", settings.weightShare);
  assertFunctions("clock", settings.clock, ["now", "monotonic", "setTimer"]);
  if (options.onListenerError !== undefined)
    assertFunctions("options", options, ["onListenerError"]);
}

/** Stands for the transport of managers that have none. */
const NO_TRANSPORT = {};

/**
 * Finds where keys come from.
 *
 * @throws `CONFIGURATION` unless there is exactly one of `apiKey` and `keys`, and it is well-formed.
 */
export function supplyFrom(credentials: Credentials, settings: ManagerSettings): Supply {
  const {
    apiKey,
    keys,
  }: { readonly apiKey?: string | undefined; readonly keys?: KeySource | undefined } = credentials;
  if (apiKey !== undefined && keys !== undefined) {
    throw configurationError("apiKey and keys are both given; give one");
  }
  return keys === undefined ? supplyByApiKey(apiKey, settings) : supplyByKeys(keys, settings);
}

function supplyByApiKey(
  apiKey: string | undefined,
  { options, clock, requestTimeoutMs }: ManagerSettings,
): Supply {
  const { product, environment, transport } = options as ApiKeyManagerOptions;
  const caller = callerFrom({
    product,
    transport,
    clock,
    requestTimeoutMs,
    apiKey: apiKey ?? "",
    ...(environment !== undefined && { environment }),
  });
  const { realm, rest } = caller;
  const space = [product.listenKey.keySpace, realm, new URL(rest).pathname].join(" ");
  const identity = { transport, space, credentials: caller.apiKey };
  return { identity, makeTap: () => new ExchangeTap(caller) };
}

function supplyByKeys(
  keys: KeySource,
  { options, clock, requestTimeoutMs }: ManagerSettings,
): Supply {
  if (typeof keys?.create !== "function" || typeof keys.renew !== "function") {
    throw configurationError("keys must have create() and renew(); see KeySource");
  }
  const { product, transport, environment } = options;
  if (transport !== undefined) assertTransport(transport);
  const { realm } = resolveEnvironment(product, environment ?? "live", transport ?? {});
  return {
    identity: {
      transport: transport ?? NO_TRANSPORT,
      space: `${product.listenKey.keySpace} ${realm}`,
      credentials: keys,
    },
    makeTap: () => new CustomTap(keys, { clock, timeoutMs: requestTimeoutMs }),
  };
}
