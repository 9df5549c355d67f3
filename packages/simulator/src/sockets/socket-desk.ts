import type { Connection } from "./connection.ts";
import type { SimulatedEvent } from "./simulated-event.ts";

/** Who answers the text frames of a socket. */
export interface SocketDesk {
  /** A text frame arrived. */
  received(socket: Connection, text: string): void;
  /** The socket has ended. */
  ended?(socket: Connection): void;
  /** Accounts that are heard other than with listen keys. */
  readonly accounts?: readonly string[];
  /** The frame of a word to the whole socket, where it is neither bare nor wrapped as a stream. */
  noticeOf?(event: SimulatedEvent): string;
}
