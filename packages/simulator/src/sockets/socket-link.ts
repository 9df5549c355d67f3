/** The wire to a client, as a face provides it. After `close`, `destroy`, `tear` or the client's leaving nothing is sent. */
export interface SocketLink {
  /** Sends a text frame. */
  send(text: string): void;
  /** Sends a binary frame. */
  sendBinary(bytes: Uint8Array): void;
  /** Sends a ping frame. */
  ping(): void;
  /**
   * Calls back when whatever the client has sent by now has come in: at once, unless the wire has a time of its own
   * that the exchange's clock can outrun.
   */
  settle(then: () => void): void;
  /** Sends a close frame and ends. */
  close(code: number, reason: string): void;
  /** Ends without a close frame. */
  destroy(): void;
  /** Begins a text frame, and ends in the midst of it. */
  tear(text: string): void;
  /** Stops reading and answering, without a word: the client's side is half-open from now on. */
  freeze(): void;
}

/** What a face tells the exchange about an open socket. */
export interface ServerSocket {
  /** The client sent a text frame. */
  received(text: string): void;
  /** The client sent a ping frame; the face answers it. */
  pinged(): void;
  /** The client sent a pong frame. */
  ponged(): void;
  /** The client has left. */
  gone(): void;
}
