import { configurationError } from "../errors.ts";
import type { Product } from "../seams/product.ts";
import { isSecureUrl, parseUrl } from "../seams/secure-url.ts";
import type { Transport } from "../seams/transport.ts";

/** Hosts other than the product's own, e.g. of a Binance-compatible exchange or a simulator. */
export interface CustomEnvironment {
  /** REST origin, e.g. `https://api.example.com`. Needed for everything that goes over REST. */
  readonly rest?: string;
  /** Origin of the user data stream, e.g. `wss://stream.example.com`. */
  readonly stream?: string;
  /** URL of the WebSocket API. */
  readonly wsApi?: string;
}

/** Hosts that have been looked up and checked. */
export interface ResolvedEnvironment extends CustomEnvironment {
  /** Calls in the same realm meet the same rate limits: an environment's name, or the origin of custom hosts. */
  readonly realm: string;
}

/**
 * Finds the hosts to talk to.
 *
 * @throws `CONFIGURATION` for a name the product does not have, and for hosts that are no URLs or not secure.
 */
export function resolveEnvironment(
  product: Product,
  environment: string | CustomEnvironment,
  transport: Pick<Transport, "allowInsecure">,
): ResolvedEnvironment {
  if (typeof environment === "string") {
    const named = Object.hasOwn(product.environments, environment)
      ? product.environments[environment]
      : undefined;
    if (named === undefined) throw unknownEnvironment(product, environment);
    return {
      realm: environment,
      rest: named.rest,
      stream: named.stream,
      ...(named.wsApi && { wsApi: named.wsApi }),
    };
  }
  if (typeof environment !== "object" || environment === null) {
    throw configurationError("environment must be a name or { rest, stream, wsApi }");
  }
  const checked: CustomEnvironment = {
    ...checkedUrl("rest", environment.rest, transport),
    ...checkedUrl("stream", environment.stream, transport),
    ...checkedUrl("wsApi", environment.wsApi, transport),
  };
  return { ...checked, realm: realmOf(product, checked) };
}

/** Another name of a known host is still that host: a ban obeyed per host name would be broken by its alias. */
function realmOf(product: Product, { rest, stream, wsApi }: CustomEnvironment): string {
  const origin = originOf(rest ?? wsApi ?? stream ?? "");
  const host = rest === undefined ? hostOf(wsApi) : undefined;
  for (const [name, { rest: own, wsApi: ownApi, aliases = [] }] of Object.entries(
    product.environments,
  )) {
    if ([own, ...aliases].some((url) => originOf(url) === origin)) return name;
    // The WebSocket API answers on several ports.
    if (host !== undefined && hostOf(ownApi) === host) return name;
  }
  return origin;
}

function hostOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : parseUrl(url)?.hostname;
}

function originOf(url: string): string {
  return parseUrl(url)?.origin ?? "";
}

/** One spelling for every way to write a base URL: no default port, no slash at the end. */
function normalized(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname.replace(/\/+$/, "");
}

function checkedUrl(
  name: "rest" | "stream" | "wsApi",
  url: string | undefined,
  { allowInsecure }: Pick<Transport, "allowInsecure">,
): CustomEnvironment {
  if (url === undefined) return {};
  const scheme = name === "rest" ? "https:" : "wss:";
  const parsed = typeof url === "string" ? parseUrl(url) : undefined;
  if (parsed === undefined) {
    throw configurationError(
      `environment.${name} is not a URL; give an origin such as ${scheme}//host.example`,
    );
  }
  // The scheme without its `s` is for loopback.
  if (parsed.protocol !== scheme && parsed.protocol !== scheme.replace("s:", ":")) {
    throw configurationError(`environment.${name} must be ${scheme}, not ${parsed.protocol}`);
  }
  if (/[?#@]/.test(url)) {
    throw configurationError(`environment.${name} must be without credentials, query and fragment`);
  }
  if (!isSecureUrl(parsed, allowInsecure)) {
    throw configurationError(
      `environment.${name} is ${parsed.protocol} to a host that is not loopback, which would send secrets in clear text; ` +
        `use ${scheme}, or give the transport allowInsecure: true`,
    );
  }
  return { [name]: normalized(url) };
}

function unknownEnvironment(product: Product, name: string): Error {
  const known = Object.keys(product.environments).map((known) => `"${known}"`);
  return configurationError(
    `environment "${name}" is unknown to ${product.id}; use ${known.join(", ")} or { rest, stream, wsApi }`,
  );
}
