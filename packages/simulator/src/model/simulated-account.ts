import type { ProductId } from "../rules/product-ids.ts";
import type { TradeOptions, Trading } from "../trading/trading.ts";
import type { SimulatedEvent } from "../sockets/simulated-event.ts";

/** Options of `createAccount`. */
export interface AccountOptions {
  /** The account's id in logs and faults; must be unique. Defaults to `account-1`, `account-2`, … */
  readonly id?: string;
  /** How many API keys it has. Defaults to 1. */
  readonly apiKeys?: number;
}

/** What an API key signs with: a secret of its own (by default), a given one, or a private key. */
export interface ApiKeyOptions {
  /** The secret of HMAC-SHA-256 signatures. Defaults to 64 letters and digits drawn from the seed. */
  readonly secret?: string;
  /** Instead of a secret, an RSA or Ed25519 public key: SubjectPublicKeyInfo in PEM (`-----BEGIN PUBLIC KEY-----`). */
  readonly publicKey?: string;
}

/** What a program signs with. Both are secrets. */
export interface Credentials {
  /** 64 letters and digits. */
  readonly apiKey: string;
  /** The secret of HMAC-SHA-256 signatures. */
  readonly secret: string;
}

/** An account on the exchange. */
export interface SimulatedAccount {
  /** How logs and faults name it. */
  readonly id: string;
  /** Its API keys, in the order they were made: 64 letters and digits each. */
  readonly apiKeys: readonly string[];
  /**
   * Makes one more API key.
   *
   * @throws `CONFIGURATION` if `publicKey` is neither an RSA nor an Ed25519 public key in PEM.
   */
  createApiKey(options?: ApiKeyOptions): string;
  /**
   * An API key and the secret it signs with. Defaults to the first one.
   *
   * @throws `CONFIGURATION` if it is no API key of this account, or was registered with a public key.
   */
  credentials(apiKey?: string): Credentials;
  /** Refuses an API key with -2015 until it is allowed again. Listen keys live on. */
  blockApiKey(apiKey: string): void;
  /** Ends {@link blockApiKey}. */
  allowApiKey(apiKey: string): void;
  /** Refuses an API key with -2015 from all other IP addresses; without any, the restriction ends. */
  restrictApiKey(apiKey: string, ips?: readonly string[]): void;
  /** Refuses an API key with -2015 for ever. */
  revokeApiKey(apiKey: string): void;
  /** The account's listen key of one product, as if another client of the account were at work. */
  keys(product: ProductId): AccountKeys;
  /**
   * Ends every subscription to the product on the WebSocket API, with `eventStreamTerminated` and for no reason.
   * Its sockets stay open.
   */
  endSubscriptions(product: ProductId): void;
  /**
   * Produces an event and sends it to everybody who listens. `E` is filled in if it is missing.
   *
   * @returns The event's number in the log.
   */
  emit(product: ProductId, event: SimulatedEvent): number;
  /**
   * Lets the account trade: orders, fills, balances and positions in its events agree with each other.
   * Trading the same product again goes on where it stopped, at the new pace.
   */
  trade(options: TradeOptions): Trading;
}

/** An account's listen key of one product, seen from the exchange. */
export interface AccountKeys {
  /** The live key; absent if there is none. A secret. */
  readonly listenKey: string | undefined;
  /** The live key's number in the log. */
  readonly number: number | undefined;
  /** When the live key ends unless extended, in epoch milliseconds of the exchange's clock. */
  readonly expiresAt: number | undefined;
  /** Extends the live key, or makes one, as another client's POST would. */
  create(): string;
  /** Lets the live key lapse now: its sockets are told, and stay open and silent. */
  expire(): void;
  /** Deletes the live key, as another client's DELETE would. */
  revoke(): void;
  /** Deletes the live key and makes a new one, as another client's DELETE and POST would. */
  recreate(): string;
}
