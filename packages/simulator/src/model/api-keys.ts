import type { SeededRandom } from "../random/seeded-random.ts";
import { readPublicKey } from "../signatures/public-key.ts";
import type { KeyMaterial } from "../signatures/key-material.ts";
import { API_KEY_LENGTH, type ApiKey } from "./api-key.ts";
import type { ApiKeyOptions } from "./simulated-account.ts";

const SECRET_LENGTH = 64;

/** Every API key of the exchange, and whose it is. */
export class ApiKeys {
  readonly #byValue = new Map<string, ApiKey>();
  readonly #random: SeededRandom;

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  find(value: string): ApiKey | undefined {
    return this.#byValue.get(value);
  }

  /** @throws `CONFIGURATION` if the public key is none. */
  create(account: string, index: number, options: ApiKeyOptions): ApiKey {
    const value = this.#random.alphanumeric(API_KEY_LENGTH);
    const apiKey: ApiKey = {
      value,
      material: this.#materialOf(value, options),
      index,
      account,
      state: "allowed",
      ips: undefined,
    };
    this.#byValue.set(value, apiKey);
    return apiKey;
  }

  #materialOf(value: string, { secret, publicKey }: ApiKeyOptions): KeyMaterial {
    if (publicKey !== undefined) return readPublicKey(publicKey);
    // A generator of its own: whether a key brings its secret does not change the keys after it.
    const drawn = (): string => this.#random.fork(value).alphanumeric(SECRET_LENGTH);
    return { kind: "hmac", secret: secret ?? drawn() };
  }
}
