const WINDOW_MS = 300_000;

/** How many sockets of the WebSocket API an IP address tries to open, by windows of five minutes. */
export class DialLimits {
  readonly #most: number;
  readonly #now: () => number;
  readonly #dials = new Map<string, { window: number; count: number }>();

  constructor(most: number, now: () => number) {
    this.#most = most;
    this.#now = now;
  }

  /**
   * Counts one more try.
   *
   * @returns When the next one is welcome, in epoch milliseconds, if this was one too many.
   */
  count(environment: string, ip: string): number | undefined {
    const window = Math.floor(this.#now() / WINDOW_MS);
    const who = `${environment}|${ip}`;
    const before = this.#dials.get(who);
    const count = before?.window === window ? before.count + 1 : 1;
    this.#dials.set(who, { window, count });
    return count > this.#most ? (window + 1) * WINDOW_MS : undefined;
  }
}
