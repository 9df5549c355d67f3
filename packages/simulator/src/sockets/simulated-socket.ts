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
  /** Ends it with a close frame. */
  close(code: number, reason?: string): void;
  /** Cuts it without a close frame: the client sees 1006. */
  cut(): void;
  /** Makes it half-open: nothing arrives any more in either direction, and nobody is told. */
  freeze(): void;
}
