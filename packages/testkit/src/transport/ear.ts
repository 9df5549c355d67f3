import type { Socket, SocketEnd, SocketHandlers, Transport } from "@listenkey/core/transport";

/** One call of a socket's handlers. */
export type Heard =
  | { readonly type: "open" | "activity" }
  | { readonly type: "message"; readonly text: string }
  | { readonly type: "unreadable"; readonly byteLength: number }
  | { readonly type: "end"; readonly end: SocketEnd };

/** Hears what happens to a socket, in order. */
export class Ear implements SocketHandlers {
  /** Everything so far. */
  readonly heard: Heard[] = [];
  /** What was heard before `connect` had returned. */
  readonly early: Heard[] = [];
  /** Called at each {@link Heard}, as it comes. */
  onHeard: (heard: Heard) => void = () => {};
  /** Whether `connect` has returned. */
  connected = false;
  #read = 0;
  #wake: () => void = () => {};

  open(): void {
    this.#hear({ type: "open" });
  }

  message(text: string): void {
    this.#hear({ type: "message", text });
  }

  unreadable(byteLength: number): void {
    this.#hear({ type: "unreadable", byteLength });
  }

  activity(): void {
    this.#hear({ type: "activity" });
  }

  end(end: SocketEnd): void {
    this.#hear({ type: "end", end });
  }

  /** The next thing that is heard, ping frames left out: not every runtime shows them. */
  async next(): Promise<Heard> {
    for (;;) {
      const next = this.heard[this.#read];
      if (next === undefined) {
        await new Promise<void>((resolve) => (this.#wake = resolve));
      } else {
        this.#read++;
        if (next.type !== "activity") return next;
      }
    }
  }

  /** The text of the next message. */
  async text(): Promise<string> {
    const next = await this.next();
    if (next.type !== "message") throw new Error(`expected a message, heard ${next.type}`);
    return next.text;
  }

  /** How the socket ends; what else is heard until then is skipped. */
  async ended(): Promise<SocketEnd> {
    for (;;) {
      const next = await this.next();
      if (next.type === "end") return next.end;
    }
  }

  #hear(heard: Heard): void {
    this.heard.push(heard);
    if (!this.connected) this.early.push(heard);
    this.onHeard(heard);
    this.#wake();
  }
}

/** Connects, with an ear at the socket. */
export function dial(transport: Transport, url: string): { socket: Socket; ear: Ear } {
  const ear = new Ear();
  const socket = transport.connect({ url }, ear);
  ear.connected = true;
  return { socket, ear };
}

/** Connects, and resolves when the socket is open. */
export async function dialOpen(
  transport: Transport,
  url: string,
): Promise<{ socket: Socket; ear: Ear }> {
  const dialled = dial(transport, url);
  const { type } = await dialled.ear.next();
  if (type !== "open") throw new Error(`expected the socket to open, heard ${type}`);
  return dialled;
}
