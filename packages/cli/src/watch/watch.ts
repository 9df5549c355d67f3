import { createListenKeyManager, type Transport } from "@listenkey/core";
import { configurationError } from "@listenkey/core/product";
import { openUserDataStream } from "@listenkey/stream";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import type { Account } from "../account/account.ts";
import type { NamedProduct } from "../account/products.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT } from "../exit-codes.ts";
import { announceKey } from "./announce-key.ts";
import { summaryOf } from "./stream-words.ts";
import { Teller, type TellingOptions } from "./teller.ts";

/** What is watched, and how it is told. */
export interface WatchOptions extends TellingOptions {
  readonly product: NamedProduct;
  readonly account: Account;
  /** The only events; absent if all are. */
  readonly types?: readonly string[];
}

/**
 * Tells what happens on an account until it is interrupted, or has told enough.
 *
 * @returns The exit code.
 * @throws What made the stream fail.
 */
export async function watch(options: WatchOptions, context: CommandContext): Promise<number> {
  const { real, signal } = context;
  const { types, account } = options;
  const beganAt = real.monotonic();
  const transport = nodeHttpTransport();
  const teller = new Teller(options, context);
  try {
    assertSigned(options);
    const stream = openUserDataStream({
      ...account.credentials,
      product: options.product.product,
      environment: account.environment,
      transport,
      clock: real,
      signal,
      onListenerError: (error) => teller.fail(error),
      ...(types && { events: types }),
    });
    const closeKey = isByKey(options) ? followKey(options, transport, teller) : undefined;
    try {
      await teller.tell(stream);
    } finally {
      await Promise.all([closeKey?.(), stream.close()]);
      teller.end(summaryOf(stream.stats(), real.monotonic() - beganAt, teller.shown));
    }
    return signal.aborted ? EXIT.interrupted : EXIT.done;
  } finally {
    transport.close?.();
  }
}

/** A manager beside the stream shares its listen key, and announces what happens to it. @returns Closes it. */
function followKey(
  { product: { product }, account }: WatchOptions,
  transport: Transport,
  teller: Teller,
): () => Promise<void> {
  const { clock } = teller;
  const { credentials, environment } = account;
  const { apiKey } = credentials;
  const manager = createListenKeyManager({
    product,
    apiKey,
    environment,
    transport,
    clock,
    openTimeoutMs: Infinity,
    onListenerError: (error) => teller.fail(error),
  });
  announceKey(manager, (words) => teller.say(words));
  // What ends it ends the stream too, which tells.
  manager.open().catch(() => undefined);
  return () => manager.close();
}

/** Whether the stream is opened with a listen key: where nothing else is offered, or the hosts are without a WebSocket API. */
function isByKey({ product: { product }, account: { environment } }: WatchOptions): boolean {
  const hasWsApi = typeof environment === "string" || environment.wsApi !== undefined;
  return !hasWsApi || !("subscription" in product || "listenToken" in product);
}

function assertSigned(options: WatchOptions): void {
  const { product, account } = options;
  if (!("subscription" in product.product) || isByKey(options)) return;
  if (account.credentials.signer !== undefined) return;
  throw configurationError(
    `${product.name} is subscribed to with a signature: set BINANCE_API_SECRET for an HMAC key, or BINANCE_KEY_FILE ` +
      "for an Ed25519 or RSA key",
  );
}
