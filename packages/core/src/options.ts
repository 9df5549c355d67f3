import { configurationError } from "./errors.ts";
import type { ListenKeyProduct } from "./seams/product.ts";
import type { Transport } from "./seams/transport.ts";

/** @throws `CONFIGURATION` unless it is an API key that an HTTP header can carry. Never shows the value. */
export function assertApiKey(apiKey: unknown): asserts apiKey is string {
  if (typeof apiKey !== "string" || apiKey === "") {
    throw configurationError("apiKey is empty; give the API key as the exchange shows it");
  }
  if (apiKey !== apiKey.trim()) {
    throw configurationError(
      "apiKey has white space around it; trim it, it was probably copied with a line end",
    );
  }
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw configurationError(
      "apiKey has characters that no API key has; give it as the exchange shows it",
    );
  }
}

/** @throws `CONFIGURATION` unless it is a whole transport. */
export function assertTransport(transport: unknown): asserts transport is Transport {
  const candidate = transport as Partial<Transport> | null | undefined;
  for (const method of ["send", "connect"] as const) {
    if (typeof candidate?.[method] !== "function") {
      throw configurationError(
        `transport has no ${method}(); give fetchTransport() or nodeHttpTransport(), or a value with name, send and connect`,
      );
    }
  }
}

/** @throws `CONFIGURATION` unless the product hands out listen keys. */
export function assertListenKeyProduct(product: unknown): asserts product is ListenKeyProduct {
  const candidate = product as Partial<ListenKeyProduct> | null | undefined;
  if (typeof candidate?.id !== "string" || !candidate.environments || !candidate.pools) {
    throw configurationError(
      "product is not a product; give a value such as umfutures from @listenkey/umfutures",
    );
  }
  if (!candidate.listenKey) {
    throw configurationError(
      `product ${candidate.id} has no listen keys; give one that has, such as umfutures from @listenkey/umfutures`,
    );
  }
}

/** @throws `CONFIGURATION` unless it is a duration. */
export function assertDuration(
  option: string,
  ms: unknown,
  allowed: { infinite: boolean },
): asserts ms is number {
  const isDuration =
    typeof ms === "number" &&
    ms > 0 &&
    (Number.isFinite(ms) || (allowed.infinite && ms === Infinity));
  if (isDuration) return;
  throw configurationError(
    `${option} must be a number of milliseconds over 0${allowed.infinite ? ", or Infinity" : ""}`,
  );
}

/** @throws `CONFIGURATION` unless it is a part of a whole. */
export function assertShare(option: string, share: unknown): asserts share is number {
  if (typeof share === "number" && share > 0 && share <= 1) return;
  throw configurationError(`${option} must be a number over 0 and up to 1`);
}

/** @throws `CONFIGURATION` unless it has the named methods. */
export function assertFunctions(option: string, value: object, names: readonly string[]): void {
  for (const name of names) {
    if (typeof (value as Record<string, unknown> | null)?.[name] === "function") continue;
    throw configurationError(`${option}.${name} must be a function`);
  }
}
