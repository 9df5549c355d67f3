/** An open socket, seen from the exchange. */
export interface SimulatedSocket {
  /** Its number in the log. */
  readonly id: number;
  /** The IP address it came from. */
  readonly ip: string;
  /** The name of the in-memory transport; `http` on the server. */
  readonly client: string;
  /** When it was opened, in epoch milliseconds of the exchange's clock. */
  readonly openedAt: number;
  /** The accounts whose events it hears. */
  readonly accounts: readonly string[];
  /** Sends any text frame. */
  send(text: string): void;
  /** Sends a binary frame. */
  sendBinary(bytes: Uint8Array): void;
  /** Sends a ping frame out of turn. Nobody waits for its pong. */
  ping(): void;
  /** Sends everything that many milliseconds late from now on; 0 ends that. */
  lag(ms: number): void;
  /** Lets everything it asks go unanswered from now on. Events and pings go on, and pongs are heard. */
  deafen(): void;
  /** Ends it with a close frame; with 1006 without one. What is held up is lost. */
  close(code: number, reason?: string): void;
  /** Cuts it without a close frame: the client sees 1006. */
  cut(): void;
  /** Begins a text frame and cuts it in the midst of it. */
  tear(text: string): void;
  /** Makes it half-open: nothing arrives any more in either direction, and nobody is told. */
  freeze(): void;
}
