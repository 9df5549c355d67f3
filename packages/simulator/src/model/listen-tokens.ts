import type { CancelTimer } from "@listenkey/core";
import type { WritableLog } from "../log/exchange-log.ts";
import type { TokenRecord } from "../log/log-record.ts";
import type { SeededRandom } from "../random/seeded-random.ts";
import type { Timers } from "../time/timers.ts";
import type { ListenToken } from "./listen-token.ts";

/** How long the letters and digits before and behind the plus sign are. */
const HALF_LENGTH = 35;

/** What {@link ListenTokens} needs. */
export interface ListenTokensDeps {
  readonly now: () => number;
  readonly timers: Timers;
  readonly random: SeededRandom;
  readonly log: WritableLog;
}

/** Every listen token of the exchange that has not expired. Any number may live for one account. */
export class ListenTokens {
  readonly #deps: ListenTokensDeps;
  readonly #live = new Map<string, { readonly token: ListenToken; cancelTimer: CancelTimer }>();
  #made = 0;

  constructor(deps: ListenTokensDeps) {
    this.#deps = deps;
  }

  /** The live token with this value. */
  find(value: string): ListenToken | undefined {
    const token = this.#live.get(value)?.token;
    if (token === undefined) return undefined;
    if (token.expiresAt > this.#deps.now()) return token;
    this.#expire(token);
    return undefined;
  }

  create(what: Omit<ListenToken, "number" | "value">): ListenToken {
    const token: ListenToken = { ...what, number: ++this.#made, value: this.#draw() };
    this.#live.set(token.value, { token, cancelTimer: () => undefined });
    this.#write("tokenCreated", token);
    this.#awaitExpiry(token);
    return token;
  }

  /** Not letters and digits alone, so that whoever puts it into a URL must encode it. */
  #draw(): string {
    const { random } = this.#deps;
    return `${random.alphanumeric(HALF_LENGTH)}+${random.alphanumeric(HALF_LENGTH)}`;
  }

  #awaitExpiry(token: ListenToken): void {
    const live = this.#live.get(token.value);
    if (live === undefined) return;
    live.cancelTimer = this.#deps.timers.set(token.expiresAt - this.#deps.now(), () => {
      // The wall clock may have been set back meanwhile.
      if (this.find(token.value) !== undefined) this.#awaitExpiry(token);
    });
  }

  #expire(token: ListenToken): void {
    this.#live.get(token.value)?.cancelTimer();
    this.#live.delete(token.value);
    this.#write("tokenExpired", token);
  }

  #write(kind: TokenRecord["kind"], { number, account, product, expiresAt }: ListenToken): void {
    const at = this.#deps.now();
    this.#deps.log.write({ kind, at, token: number, account, product, expiresAt });
  }
}
