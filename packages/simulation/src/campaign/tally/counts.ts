/** Counts things by their names, in the order in which they came first. */
export class Counts<Name extends string = string> {
  readonly #counts = new Map<Name, number>();

  /** @param names What is listed even if it never came. */
  constructor(names: Iterable<Name> = []) {
    for (const name of names) this.#counts.set(name, 0);
  }

  add(name: Name, many = 1): void {
    this.#counts.set(name, this.of(name) + many);
  }

  /** Adds everything of a record. */
  addAll(record: Readonly<Partial<Record<Name, number>>>): void {
    for (const [name, many] of Object.entries(record)) this.add(name as Name, many as number);
  }

  of(name: Name): number {
    return this.#counts.get(name) ?? 0;
  }

  get names(): readonly Name[] {
    return [...this.#counts.keys()];
  }
}
