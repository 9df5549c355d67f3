import type { Broadcaster } from "../sockets/broadcaster.ts";
import type { SimulatedEvent } from "../sockets/simulated-event.ts";
import { LIVE } from "../rules/hosts.ts";
import { keySpaceOf, type KeySpace, type ProductId } from "../rules/product-ids.ts";
import type { SeededRandom } from "../random/seeded-random.ts";
import type { Timers } from "../time/timers.ts";
import { scenarioFor } from "../trading/scenario-for.ts";
import { Trader } from "../trading/trader.ts";
import type { TradeOptions, Trading } from "../trading/trading.ts";
import type { TradingIds } from "../trading/trading-ids.ts";
import { configurationError } from "@listenkey/core/transport";
import type { ApiKey } from "./api-key.ts";
import type { ApiKeys } from "./api-keys.ts";
import type { KeyRing } from "./key-ring.ts";
import type { ListenKey } from "./listen-key.ts";
import type {
  AccountKeys,
  ApiKeyOptions,
  Credentials,
  SimulatedAccount,
} from "./simulated-account.ts";
import type { Subscriptions } from "../ws-api/subscriptions.ts";

/** What an {@link Account} needs. */
export interface AccountDeps {
  readonly now: () => number;
  readonly timers: Timers;
  readonly random: SeededRandom;
  readonly ids: TradingIds;
  readonly apiKeys: ApiKeys;
  readonly keyRing: KeyRing;
  readonly subscriptions: Subscriptions;
  readonly broadcaster: Broadcaster;
}

/** An account: its API keys, and hands on its listen keys. */
export class Account implements SimulatedAccount {
  readonly id: string;
  readonly #deps: AccountDeps;
  readonly #apiKeys: ApiKey[] = [];
  readonly #traders = new Map<ProductId, Trader>();

  constructor(id: string, deps: AccountDeps) {
    this.id = id;
    this.#deps = deps;
  }

  get apiKeys(): readonly string[] {
    return this.#apiKeys.map(({ value }) => value);
  }

  createApiKey(options: ApiKeyOptions = {}): string {
    const apiKey = this.#deps.apiKeys.create(this.id, this.#apiKeys.length, options);
    this.#apiKeys.push(apiKey);
    return apiKey.value;
  }

  credentials(apiKey: string = this.apiKeys[0] ?? ""): Credentials {
    const { material, value } = this.#own(apiKey);
    if (material.kind === "hmac") return { apiKey: value, secret: material.secret };
    throw configurationError(
      "That API key was registered with a public key; only the program under test has the private one",
    );
  }

  blockApiKey(apiKey: string): void {
    this.#setState(apiKey, "blocked");
  }

  allowApiKey(apiKey: string): void {
    this.#setState(apiKey, "allowed");
  }

  revokeApiKey(apiKey: string): void {
    this.#setState(apiKey, "revoked");
  }

  restrictApiKey(apiKey: string, ips?: readonly string[]): void {
    this.#own(apiKey).ips = ips === undefined ? undefined : new Set(ips);
  }

  keys(product: ProductId): AccountKeys {
    return new HeldKeys(this.id, keySpaceOf(product), this.#deps);
  }

  endSubscriptions(product: ProductId): void {
    const { subscriptions } = this.#deps;
    for (const one of subscriptions.of(this.id, product)) subscriptions.endAndAnnounce(one, "hand");
  }

  emit(product: ProductId, event: SimulatedEvent): number {
    return this.#deps.broadcaster.produce(this.id, product, event).number;
  }

  trade(options: TradeOptions): Trading {
    const trader = this.#traders.get(options.product) ?? this.#makeTrader(options.product);
    this.#traders.set(options.product, trader);
    trader.start(options);
    return trader;
  }

  #makeTrader(product: ProductId): Trader {
    const { now, timers, ids } = this.#deps;
    const random = this.#deps.random.fork(`trading/${this.id}/${product}`);
    return new Trader(product, {
      now,
      timers,
      random,
      scenario: scenarioFor(product, { random, ids }),
      emit: (event) => void this.emit(product, event),
    });
  }

  #setState(apiKey: string, state: ApiKey["state"]): void {
    const own = this.#own(apiKey);
    if (own.state !== "revoked") own.state = state;
  }

  #own(apiKey: string): ApiKey {
    const own = this.#apiKeys.find(({ value }) => value === apiKey);
    if (own === undefined) {
      throw configurationError(`That is no API key of ${this.id}; its own are in apiKeys`);
    }
    return own;
  }
}

/** The exchange's hand on the listen keys of one account and product. */
class HeldKeys implements AccountKeys {
  readonly #account: string;
  readonly #product: KeySpace;
  readonly #deps: AccountDeps;

  constructor(account: string, product: KeySpace, deps: AccountDeps) {
    this.#account = account;
    this.#product = product;
    this.#deps = deps;
  }

  get listenKey(): string | undefined {
    return this.#newest()?.value;
  }

  get number(): number | undefined {
    return this.#newest()?.number;
  }

  get expiresAt(): number | undefined {
    return this.#newest()?.expiresAt;
  }

  create(): string {
    return this.#createIn(this.#newest()?.environment);
  }

  expire(): void {
    for (const key of this.#live()) this.#deps.keyRing.expire(key, "hand");
  }

  revoke(): void {
    for (const key of this.#live()) this.#deps.keyRing.revoke(key, "hand");
  }

  recreate(): string {
    const environment = this.#newest()?.environment;
    this.revoke();
    return this.#createIn(environment);
  }

  #createIn(environment: string = LIVE): string {
    const owner = { account: this.#account, product: this.#product, environment };
    return this.#deps.keyRing.create(owner, "hand").key.value;
  }

  #live(): readonly ListenKey[] {
    return this.#deps.keyRing.liveKeys(this.#account, this.#product);
  }

  #newest(): ListenKey | undefined {
    return this.#live().at(-1);
  }
}
