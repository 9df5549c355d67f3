import type { Random } from "@listenkey/core";
import { seededRandom } from "@listenkey/core/testing";

/** Chances that a seed and a name decide. What one name draws does not depend on how much others have drawn. */
export class Draws {
  readonly #seed: number;
  readonly #name: string;
  readonly #random: Random;

  constructor(seed: number, name: string) {
    this.#seed = seed;
    this.#name = name;
    this.#random = seededRandom(seed, name);
  }

  /** Other chances of the same seed. */
  fork(name: string): Draws {
    return new Draws(this.#seed, `${this.#name}/${name}`);
  }

  /** Whether something of this probability happens. */
  chance(probability: number): boolean {
    return this.#random() < probability;
  }

  /** At least `from`, less than `to`, evenly. */
  between(from: number, to: number): number {
    return from + this.#random() * (to - from);
  }

  /** At least `from`, less than `to`, both above 0: as likely to be among the tenth as among the tenfold. */
  spread(from: number, to: number): number {
    return Math.exp(this.between(Math.log(from), Math.log(to)));
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return Math.floor(this.between(from, to + 1));
  }

  /** One of a list that is not empty. */
  pick<Item>(items: readonly Item[]): Item {
    return items[this.whole(0, items.length - 1)] as Item;
  }

  /** One of a list that is not empty, each as likely as its weight says. */
  weigh<Item>(weighted: readonly (readonly [item: Item, weight: number])[]): Item {
    const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
    let left = this.between(0, total);
    for (const [item, weight] of weighted) {
      left -= weight;
      if (left < 0) return item;
    }
    return (weighted.at(-1) as readonly [Item, number])[0];
  }

  /** How often something happens that happens so often on average, each time by itself. */
  count(mean: number): number {
    const limit = Math.exp(-mean);
    let product = this.#random();
    let count = 0;
    while (product > limit) {
      product *= this.#random();
      count += 1;
    }
    return count;
  }
}
