/** What the peer has seen, by name, so that a test can wait for it instead of sleeping. */
export class Marks {
  readonly #seen = new Map<string, unknown>();
  readonly #waiting = new Map<string, ((fact: unknown) => void)[]>();

  /** Notes that something happened. */
  set(name: string, fact: unknown = {}): void {
    this.#seen.set(name, fact);
    for (const tell of this.#waiting.get(name) ?? []) tell(fact);
    this.#waiting.delete(name);
  }

  /** It is no longer so. */
  forget(name: string): void {
    this.#seen.delete(name);
  }

  /** Resolves as soon as it has happened. */
  when(name: string): Promise<unknown> {
    if (this.#seen.has(name)) return Promise.resolve(this.#seen.get(name));
    return new Promise((resolve) => {
      this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), resolve]);
    });
  }
}
