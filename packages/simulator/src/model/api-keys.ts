import type { SeededRandom } from "../random/seeded-random.ts";
import { API_KEY_LENGTH, type ApiKey } from "./api-key.ts";

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

  create(account: string, index: number): ApiKey {
    const apiKey: ApiKey = {
      value: this.#random.alphanumeric(API_KEY_LENGTH),
      index,
      account,
      state: "allowed",
      ips: undefined,
    };
    this.#byValue.set(apiKey.value, apiKey);
    return apiKey;
  }
}
