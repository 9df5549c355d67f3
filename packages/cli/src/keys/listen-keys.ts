import type { Clock, ListenKeyAnswer } from "@listenkey/core";
import { createListenKeyApi } from "@listenkey/core";
import { fingerprint } from "@listenkey/core/kit";
import { configurationError, type ListenKeyCall } from "@listenkey/core/product";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import type { Account } from "../account/account.ts";
import type { NamedProduct } from "../account/products.ts";
import { readKeyFile, writeKeyFile } from "./key-file.ts";

/** Whose listen key, and by what. */
export interface KeyOptions {
  readonly product: NamedProduct;
  readonly account: Account;
  /** Where the key itself is kept. */
  readonly keyFile?: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What may be told of a listen key. */
export interface KeyFacts {
  readonly product: string;
  /** Tells it from others and gives nothing away; absent where the exchange does not say which it is. */
  readonly keyId?: string;
  /** Until when it lives unless it is renewed, in epoch milliseconds. */
  readonly expiresAt: number;
}

/** Obtains the account's listen key: a new one, or the live one extended. */
export function createKey(options: KeyOptions): Promise<KeyFacts> {
  return answered(options, (api, signal) => api.create({ signal }));
}

/** Extends the account's listen key. */
export function renewKey(options: KeyOptions): Promise<KeyFacts> {
  const key = keyFor("renew", options);
  return answered(options, async (api, signal) => {
    const answer = await api.keepalive(key ?? UNNAMED, { signal });
    return key === undefined ? answer : { listenKey: key, ...answer };
  });
}

/** Ends the account's listen key, for everybody. */
export async function revokeKey(options: KeyOptions): Promise<void> {
  const key = keyFor("revoke", options);
  await asked(options, (api, signal) => api.revoke(key ?? UNNAMED, { signal }));
}

/** Where the exchange finds the key from the API key, the argument is not sent. */
const UNNAMED = "unnamed";

type Api = ReturnType<typeof createListenKeyApi>;

/** The key that a call has to name; absent where it names none. */
export function keyFor(
  what: "renew" | "revoke",
  { product: { product, name }, keyFile }: Pick<KeyOptions, "product" | "keyFile">,
): string | undefined {
  const { keepalive, revoke } = product.listenKey;
  const call: ListenKeyCall = what === "renew" ? keepalive : revoke;
  if (call.keyParam === undefined) return undefined;
  if (keyFile !== undefined) return readKeyFile(keyFile);
  throw configurationError(
    `to ${what} a listen key of ${name} takes the key itself: give --key-file with the file that \`keys create --key-file\` wrote`,
  );
}

async function answered(
  options: KeyOptions,
  call: (api: Api, signal: AbortSignal) => Promise<ListenKeyAnswer>,
): Promise<KeyFacts> {
  const { product, keyFile, clock } = options;
  const sentAt = clock.now();
  const { listenKey, expiration } = await asked(options, call);
  if (keyFile !== undefined && listenKey !== undefined) writeKeyFile(keyFile, listenKey);
  return {
    product: product.name,
    ...(listenKey !== undefined && { keyId: fingerprint(listenKey) }),
    expiresAt: expiration ?? sentAt + product.product.listenKey.lifetimeMs,
  };
}

/** Makes one call, over connections that are gone afterwards. */
async function asked<T>(
  { product: { product }, account, clock, signal }: KeyOptions,
  call: (api: Api, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const transport = nodeHttpTransport();
  try {
    const { credentials, environment } = account;
    const { apiKey } = credentials;
    const api = createListenKeyApi({ product, apiKey, transport, environment, clock });
    return await call(api, signal);
  } finally {
    transport.close?.();
  }
}
