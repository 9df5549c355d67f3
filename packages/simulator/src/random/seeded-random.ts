const ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Repeatable randomness: the same seed gives the same numbers on every machine. */
export class SeededRandom {
  readonly #seed: string;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: string) {
    this.#seed = seed;
    const word = wordsFrom(seed);
    [this.#a, this.#b, this.#c] = [word(), word(), word()];
    for (let round = 0; round < 12; round += 1) this.next();
  }

  /** Another generator, independent of how much was drawn from this one. */
  fork(name: string): SeededRandom {
    return new SeededRandom(`${this.#seed}/${name}`);
  }

  /** At least 0 and less than 1: one step of sfc32. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  }

  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** Whether something of this probability happens. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of a list that is not empty. */
  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.integer(0, items.length - 1)] ?? items[0];
  }

  /** Letters and digits, as in API keys and listen keys. */
  alphanumeric(length: number): string {
    let text = "";
    while (text.length < length) text += this.#fiveCharacters();
    return text.slice(0, length);
  }

  /** As many characters as one draw of 32 bits is good for. */
  #fiveCharacters(): string {
    let number = this.integer(0, ALPHANUMERIC.length ** 5 - 1);
    let text = "";
    for (let index = 0; index < 5; index += 1) {
      text += ALPHANUMERIC.charAt(number % ALPHANUMERIC.length);
      number = Math.floor(number / ALPHANUMERIC.length);
    }
    return text;
  }
}

/** Spreads a text over as many 32-bit words as are asked for: FNV-1a, then a mixing step for each word. */
function wordsFrom(text: string): () => number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return () => {
    hash = (hash + 0x9e3779b9) | 0;
    const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    return Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) | 0;
  };
}
