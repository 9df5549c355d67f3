import type { SeededRandom } from "../random/seeded-random.ts";
import type { Dialect } from "../rules/dialect.ts";

/** What is numbered. */
export type IdKind =
  | "order"
  | "trade"
  | "execution"
  | "optionOrder"
  | "optionTrade"
  | "marginUpdate"
  | "liability";

/** Where the numbers start: those of the last three lines are beyond 2^53 on Binance too, or near it. */
const FIRST: Readonly<Record<IdKind, bigint>> = {
  order: 8_886_774n,
  trade: 109_100_866n,
  execution: 8_641_984n,
  optionTrade: 1_024n,
  optionOrder: 4_611_875_134_427_365_377n,
  marginUpdate: 1_027_053_479_517n,
  liability: 1_352_286_576_452_864_727n,
};

const LARGE = 2n ** 60n;

/** An id: a bigint only where a number would be rounded, because numbers become JSON much faster. */
export type Id = number | bigint;

/** The numbers of a whole exchange: each kind grows strictly, whoever trades. */
export class TradingIds {
  readonly #last = new Map<IdKind, bigint>();
  readonly #random: SeededRandom;
  readonly #base: bigint;

  constructor(random: SeededRandom, ids: Dialect["ids"]) {
    this.#random = random;
    this.#base = ids === "large" ? LARGE : 0n;
  }

  next(kind: IdKind): Id {
    const last = this.#last.get(kind) ?? this.#base + FIRST[kind];
    const next = last + BigInt(this.#random.integer(1, 9));
    this.#last.set(kind, next);
    return next > Number.MAX_SAFE_INTEGER ? next : Number(next);
  }
}
