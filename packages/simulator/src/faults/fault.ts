/** Something that goes wrong with one request, handshake or frame. Made by `fault`. */
export type Fault = RequestFault | HandshakeFault | FrameFault;

/** What goes wrong with a request. */
export type RequestFault =
  | LostOrRotated
  | HangingRequest
  | DelayedRequest
  | MadeReply
  | GarbledReply
  | ClosedAround;

/** The connection drops before or after the exchange has acted, or the key is exchanged for another. */
export interface LostOrRotated {
  /** What it strikes. */
  readonly on: "request";
  /** What goes wrong. */
  readonly kind: "lostRequest" | "lostReply" | "rotateKey";
}

/** There is no answer. */
export interface HangingRequest {
  /** What it strikes. */
  readonly on: "request";
  /** What goes wrong. */
  readonly kind: "hang";
  /** Whether what was asked is done all the same. */
  readonly handled: boolean;
}

/** Request or reply are late. */
export interface DelayedRequest {
  /** What it strikes. */
  readonly on: "request";
  /** What goes wrong. */
  readonly kind: "delay";
  /** How much later the request arrives, in milliseconds. */
  readonly requestMs: number;
  /** How much later the reply leaves, in milliseconds. */
  readonly replyMs: number;
}

/** Another answer than the exchange's own. */
export interface MadeReply {
  /** What it strikes. */
  readonly on: "request";
  /** What goes wrong. */
  readonly kind: "reply";
  /** The HTTP status. */
  readonly status: number;
  /** Lower-cased names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it is sent. */
  readonly body: string;
  /** The code in the body, for the log. */
  readonly code: number | undefined;
  /** Whether what was asked is done all the same. */
  readonly handled: boolean;
  /** When it says that requests are welcome again: at a time in epoch milliseconds, or after some milliseconds. */
  readonly release?: { readonly at?: number | undefined; readonly afterMs?: number | undefined };
}

/** A success whose body cannot be read. */
export interface GarbledReply {
  /** What it strikes. */
  readonly on: "request";
  /** What goes wrong. */
  readonly kind: "garble";
  /** What is sent instead. */
  readonly body: string;
}

/** The connection is closed around a request. */
export interface ClosedAround {
  /** What it strikes. */
  readonly on: "request";
  /** What goes wrong. */
  readonly kind: "close";
  /** Before the exchange has acted, after that but before its reply, or right behind the reply. */
  readonly when: "beforeRequest" | "beforeReply" | "afterReply";
  /** The close code; 1006 for none. */
  readonly code: number;
  /** The reason in the close frame. */
  readonly reason: string;
}

/** What goes wrong with a handshake. */
export type HandshakeFault =
  | LostHandshake
  | RejectedHandshake
  | DelayedHandshake
  | ClosedSocket
  | FrozenSocket;

/** The handshake is refused or never answered. */
export interface LostHandshake {
  /** What it strikes. */
  readonly on: "handshake";
  /** What goes wrong. */
  readonly kind: "refuse" | "hang";
}

/** The handshake is answered with an HTTP status. */
export interface RejectedHandshake {
  /** What it strikes. */
  readonly on: "handshake";
  /** What goes wrong. */
  readonly kind: "reject";
  /** The HTTP status. */
  readonly status: number;
  /** The body as it is sent. */
  readonly body: string;
}

/** The handshake is answered late, or everything that the socket is sent comes late. */
export interface DelayedHandshake {
  /** What it strikes. */
  readonly on: "handshake";
  /** What goes wrong. */
  readonly kind: "delay" | "lag";
  /** How much later, in milliseconds. */
  readonly ms: number;
}

/** The socket opens, and is closed. */
export interface ClosedSocket {
  /** What it strikes. */
  readonly on: "handshake";
  /** What goes wrong. */
  readonly kind: "close";
  /** The close code; 1006 for none. */
  readonly code: number;
  /** The reason in the close frame. */
  readonly reason: string;
  /** How long it stays open, in milliseconds. */
  readonly afterMs: number;
}

/** The socket opens, and becomes half-open. */
export interface FrozenSocket {
  /** What it strikes. */
  readonly on: "handshake";
  /** What goes wrong. */
  readonly kind: "freeze";
  /** How long it works, in milliseconds. */
  readonly afterMs: number;
}

/** What goes wrong with a frame that carries an event. */
export type FrameFault = SpoiltFrame | DelayedFrame | CorruptFrame;

/** The frame does not come, comes twice or as a binary one, or breaks off and takes the socket with it. */
export interface SpoiltFrame {
  /** What it strikes. */
  readonly on: "frame";
  /** What goes wrong. */
  readonly kind: "drop" | "duplicate" | "binary" | "tear";
}

/** The frame, and those behind it, come late. */
export interface DelayedFrame {
  /** What it strikes. */
  readonly on: "frame";
  /** What goes wrong. */
  readonly kind: "delay";
  /** How much later, in milliseconds. */
  readonly ms: number;
}

/** Another text comes. */
export interface CorruptFrame {
  /** What it strikes. */
  readonly on: "frame";
  /** What goes wrong. */
  readonly kind: "corrupt";
  /** What comes instead. */
  readonly text: string;
}
