import type { Clock, Random, Transport } from "@listenkey/core";
import {
  assertDuration,
  assertFunctions,
  assertShare,
  assertTransport,
  systemClock,
  systemRandom,
} from "@listenkey/core/kit";
import { configurationError, type ControlEventName, type Product } from "@listenkey/core/product";
import type { BufferLimits, StreamAccess, UserDataStreamOptions } from "./options.ts";

/** Options that have been checked, with their defaults. */
export interface StreamSettings {
  readonly options: UserDataStreamOptions;
  readonly product: Product;
  readonly access: StreamAccess;
  /** One for each socket; the first is for REST. */
  readonly transports: readonly [Transport, Transport];
  readonly sockets: 1 | 2;
  /** The only events to deliver; absent if all. */
  readonly filter: ReadonlySet<string> | undefined;
  readonly requestTimeoutMs: number;
  readonly weightShare: number;
  readonly accountsPerSocket: number;
  readonly buffer: Required<BufferLimits>;
  readonly clock: Clock;
  readonly random: Random;
}

/** @throws `CONFIGURATION` for a wrong option, with the remedy. Credentials are checked by whoever uses them. */
export function streamSettings(options: UserDataStreamOptions): StreamSettings {
  if (typeof options !== "object" || options === null) {
    throw configurationError("options are missing; give at least { product, apiKey, transport }");
  }
  const { product, sockets = 2, clock = systemClock, random = systemRandom } = options;
  assertProduct(product);
  if (sockets !== 1 && sockets !== 2) {
    throw configurationError("sockets must be 1 or 2; more than two hear nothing new");
  }
  assertKnownOptions(options);
  assertCallbacks(options, clock);
  assertPlainOptions(options);
  const access = accessOf(options);
  assertFitting(options, access);
  return {
    options,
    product,
    access,
    transports: transportsOf(options),
    sockets,
    filter: filterOf(options),
    ...numbersOf(options),
    clock,
    random,
  };
}

const OPTIONS: Readonly<Record<keyof UserDataStreamOptions, true>> = {
  product: true,
  transport: true,
  apiKey: true,
  signer: true,
  keys: true,
  account: true,
  environment: true,
  access: true,
  sockets: true,
  events: true,
  socketForm: true,
  shareSockets: true,
  accountsPerSocket: true,
  subscribeParams: true,
  recvWindowMs: true,
  buffer: true,
  requestTimeoutMs: true,
  lifetimeMs: true,
  weightShare: true,
  signal: true,
  clock: true,
  random: true,
  onListenerError: true,
};

/** A misspelt `environment` would go to the live exchange. */
function assertKnownOptions(options: object): void {
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(OPTIONS, name));
  if (unknown === undefined) return;
  throw configurationError(
    `${JSON.stringify(unknown)} is no option; it may be misspelt. There are ${Object.keys(OPTIONS).join(", ")}`,
  );
}

function assertProduct(product: unknown): asserts product is Product {
  const { id, environments, pools, events } = (product ?? {}) as Partial<Product>;
  if (typeof id === "string" && environments && pools && events) return;
  throw configurationError(
    "product is not a product; give a value such as umfutures from @listenkey/umfutures",
  );
}

function assertCallbacks(options: UserDataStreamOptions, clock: Clock): void {
  assertFunctions("clock", clock, ["now", "monotonic", "setTimer"]);
  if (options.onListenerError !== undefined)
    assertFunctions("options", options, ["onListenerError"]);
  if (options.random !== undefined) assertFunctions("options", options, ["random"]);
  const { signal } = options;
  if (signal !== undefined) assertFunctions("signal", signal, ["addEventListener"]);
}

/** A value of the wrong kind would silently count as none. */
function assertPlainOptions({ account, shareSockets, buffer }: UserDataStreamOptions): void {
  if (account !== undefined && typeof account !== "string") {
    throw configurationError("account must be a text; it is your own label for the account");
  }
  if (shareSockets !== undefined && typeof shareSockets !== "boolean") {
    throw configurationError("shareSockets must be true or false");
  }
  if (buffer !== undefined && (typeof buffer !== "object" || buffer === null)) {
    throw configurationError("buffer must be an object; give { events, bytes }, or one of them");
  }
}

const FACETS: Readonly<Record<StreamAccess, string>> = {
  subscription: "signed subscription",
  listenToken: "listen tokens",
  listenKey: "listen keys",
};

/** What Binance serves today goes first; a host without the WebSocket API can only serve listen keys. */
function accessOf({ product, access, environment, ...rest }: UserDataStreamOptions): StreamAccess {
  const offered = (["subscription", "listenToken", "listenKey"] as const).filter(
    (facet) => (product as Partial<Record<StreamAccess, unknown>>)[facet] !== undefined,
  );
  if (access !== undefined) {
    if ((offered as readonly string[]).includes(access)) return access;
    const choices = offered.map((facet) => `"${facet}"`).join(" or ");
    throw configurationError(
      Object.hasOwn(FACETS, access)
        ? `product ${product.id} has no ${FACETS[access]}; leave access out, or give ${choices}`
        : `access must be ${choices} for product ${product.id}`,
    );
  }
  const hasNoWsApi = typeof environment === "object" && environment?.wsApi === undefined;
  const isKeyed = rest.keys !== undefined || hasNoWsApi;
  const [first] = isKeyed && offered.includes("listenKey") ? ["listenKey" as const] : offered;
  if (first !== undefined) return first;
  throw configurationError(`product ${product.id} has no user data stream; give another product`);
}

/** What one way to the stream understands, another would silently ignore. */
function assertFitting(
  { product, socketForm, subscribeParams }: UserDataStreamOptions,
  access: StreamAccess,
): void {
  if (access === "listenKey") {
    if (subscribeParams === undefined) return;
    throw configurationError(
      `subscribeParams are for the WebSocket API, and ${product.id} is heard by listen key here; leave them out`,
    );
  }
  if (socketForm === undefined) return;
  throw configurationError(
    `socketForm is for listen keys, and ${product.id} is subscribed to on the WebSocket API here; leave it out`,
  );
}

function transportsOf({ transport }: UserDataStreamOptions): readonly [Transport, Transport] {
  const pair: readonly unknown[] = Array.isArray(transport) ? transport : [transport, transport];
  if (pair.length !== 2) throw configurationError("transport must be one transport or a pair");
  const [first, second] = pair;
  assertTransport(first);
  assertTransport(second);
  return [first, second];
}

/** What a stream acts on itself, and never delivers. */
const CONTROL_EVENTS: ReadonlySet<string> = new Set<ControlEventName>([
  "listenKeyExpired",
  "eventStreamTerminated",
  "serverShutdown",
]);

/** An invented name would silently filter out what was meant. */
function filterOf({ product, events }: UserDataStreamOptions): ReadonlySet<string> | undefined {
  if (events === undefined) return undefined;
  if (!Array.isArray(events) || events.length === 0) {
    throw configurationError("events must be a list of event names; leave it out for all");
  }
  const known = product.events.names.filter((name) => !CONTROL_EVENTS.has(name));
  const unknown = events.filter((name) => !known.includes(name));
  if (unknown.length === 0) return new Set(events);
  const [name = ""] = unknown;
  throw configurationError(
    CONTROL_EVENTS.has(name)
      ? `events names "${name}", which the stream acts on and does not deliver; listen to its lifecycle events instead`
      : `events names ${JSON.stringify(name)}, which ${product.id} does not have; it has ${known.join(", ")}`,
  );
}

type Numbers = Pick<
  StreamSettings,
  "requestTimeoutMs" | "weightShare" | "accountsPerSocket" | "buffer"
>;

function numbersOf(options: UserDataStreamOptions): Numbers {
  const { requestTimeoutMs = 10_000, weightShare = 0.25, accountsPerSocket = 1_000 } = options;
  const { events = 10_000, bytes = 16_777_216 } = options.buffer ?? {};
  assertDuration("requestTimeoutMs", requestTimeoutMs, { infinite: false });
  assertShare("weightShare", weightShare);
  assertCount("accountsPerSocket", accountsPerSocket);
  assertCount("buffer.events", events);
  assertCount("buffer.bytes", bytes);
  if (options.recvWindowMs !== undefined) assertRecvWindow(options.recvWindowMs);
  if (options.lifetimeMs !== undefined) assertLifetime(options.lifetimeMs);
  return { requestTimeoutMs, weightShare, accountsPerSocket, buffer: { events, bytes } };
}

function assertCount(option: string, count: unknown): void {
  if (typeof count === "number" && count >= 1 && (Number.isInteger(count) || count === Infinity))
    return;
  throw configurationError(`${option} must be a whole number of at least 1`);
}

function assertRecvWindow(ms: unknown): void {
  if (typeof ms === "number" && ms > 0 && ms <= 60_000) return;
  throw configurationError("recvWindowMs must be a number of milliseconds over 0, up to 60000");
}

/** Nothing lives for less; whoever asks for it has probably given seconds. The product knows the longest. */
function assertLifetime(ms: unknown): void {
  if (typeof ms === "number" && ms >= 60_000) return;
  throw configurationError("lifetimeMs must be a number of milliseconds of at least 60000");
}
