/** The client's end of a socket in a test: what it heard, in order. */
export class SocketRecorder {
  /** The text frames so far. */
  readonly frames: string[] = [];
  readonly #waiting = new Set<() => void>();
  #hangUp: () => void = () => undefined;
  #opened = false;
  #code: number | undefined;
  #refusal: number | undefined;

  /** Connects it; `dial` returns how to close. */
  dial(dial: (recorder: SocketRecorder) => () => void): Promise<void> {
    this.#hangUp = dial(this);
    return this.#until(() => this.#opened || this.#code !== undefined);
  }

  get isOpen(): boolean {
    return this.#opened && this.#code === undefined;
  }

  /** The close code, once it has ended. */
  get code(): number | undefined {
    return this.#code;
  }

  /** The HTTP status that refused the handshake. */
  get refusal(): number | undefined {
    return this.#refusal;
  }

  /** Resolves with the frames when there are that many. */
  async atLeast(count: number): Promise<readonly string[]> {
    await this.#until(() => this.frames.length >= count);
    return this.frames;
  }

  /** Resolves with the close code when the socket has ended. */
  async end(): Promise<number> {
    await this.#until(() => this.#code !== undefined);
    return this.#code ?? 0;
  }

  /** Resolves when this frame has come. */
  frame(text: string): Promise<void> {
    return this.#until(() => this.frames.includes(text));
  }

  close(): void {
    this.#hangUp();
  }

  opened(): void {
    this.#opened = true;
    this.#wake();
  }

  received(text: string): void {
    this.frames.push(text);
    this.#wake();
  }

  ended(code: number, refusal?: number): void {
    this.#code ??= code;
    this.#refusal ??= refusal;
    this.#wake();
  }

  #wake(): void {
    for (const check of this.#waiting) check();
  }

  #until(isDone: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!isDone()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }
}
