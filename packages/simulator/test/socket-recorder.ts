/** What a test does to its socket. */
export interface SocketHands {
  send(text: string): void;
  close(): void;
}

/** The client's end of a socket in a test: what it heard, in order. */
export class SocketRecorder {
  /** The text frames so far. */
  readonly frames: string[] = [];
  /** The sizes of the binary frames so far. */
  readonly unreadable: number[] = [];
  /** How many pings it has seen. */
  pings = 0;
  readonly #waiting = new Set<() => void>();
  #hands: SocketHands | undefined;
  #opened = false;
  #code: number | undefined;
  #refusal: number | undefined;

  /** Connects it. */
  dial(dial: (recorder: SocketRecorder) => SocketHands): Promise<void> {
    this.#hands = dial(this);
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

  /** Sends a request. */
  send(request: object | string): void {
    this.#hands?.send(typeof request === "string" ? request : JSON.stringify(request));
  }

  /** Sends a request to a stream host and resolves with its answer: events may come in between. */
  async ask(request: object | string): Promise<unknown> {
    const answers = (): readonly string[] =>
      this.frames.filter((frame) => /^\{"(result|error)":/.test(frame));
    const before = answers().length;
    this.send(request);
    await this.#until(() => answers().length > before);
    return JSON.parse(answers()[before] ?? "");
  }

  /** Resolves when it has seen that many pings. */
  pinged(count: number): Promise<void> {
    return this.#until(() => this.pings >= count);
  }

  /** Resolves when it has got that many binary frames. */
  baffled(count: number): Promise<void> {
    return this.#until(() => this.unreadable.length >= count);
  }

  close(): void {
    this.#hands?.close();
  }

  opened(): void {
    this.#opened = true;
    this.#wake();
  }

  received(text: string): void {
    this.frames.push(text);
    this.#wake();
  }

  receivedBinary(byteLength: number): void {
    this.unreadable.push(byteLength);
    this.#wake();
  }

  sawPing(): void {
    this.pings += 1;
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
