import { fault, type Fault } from "@listenkey/simulator";
import * as deeds from "./deeds.ts";

/** The names of the simulator's own faults. */
type ArmedName = keyof typeof fault;

/** The names of what is done to the exchange at one moment. */
type DeedName =
  | "halfOpen"
  | "cut"
  | "deafen"
  | "lag"
  | "outage"
  | "shutdown"
  | "expireKey"
  | "revokeKey"
  | "recreateKey"
  | "endSubscriptions"
  | "blockApiKey";

/** The name of something that can go wrong, as `--fault` takes it. */
export type FaultName = ArmedName | DeedName;

/** What may stand behind the `=` of a fault: a span of time, or a number. */
export interface ValueRule {
  readonly is: "span" | "number";
  /** What it says. */
  readonly says: string;
  /** Taken where nothing is given: milliseconds, or the number itself. */
  readonly byDefault: number;
}

/** What a fault is made of. Times are the exchange's own. */
interface FaultFacts {
  /** What stands behind the `=`; spans in milliseconds. */
  readonly value: number;
  /** When it ends, in epoch milliseconds; absent where no span is given. */
  readonly until: number | undefined;
}

/** Something that can go wrong. */
export type FaultKind = ArmedKind | DeedKind;

/** It waits for requests, handshakes or frames. */
export interface ArmedKind {
  readonly on: Fault["on"];
  /** What happens, for the list in `--help`. */
  readonly about: string;
  readonly value?: ValueRule;
  readonly make: (facts: FaultFacts) => Fault;
}

/** It is done to what there is at that moment, and where a span is given to what comes within it. */
export interface DeedKind {
  /** What it is done to. Only keys and subscriptions can be told apart by product. */
  readonly on: "sockets" | "exchange" | "keys";
  readonly about: string;
  readonly value?: ValueRule;
  /** Whether it takes a span, or cannot do without. Defaults to not taking one. */
  readonly span?: "taken" | "needed";
  readonly act: deeds.Deed;
}

const LATE: ValueRule = { is: "span", says: "how late", byDefault: 500 };
const AFTER: ValueRule = { is: "span", says: "after how long", byDefault: 0 };

/** The simulator's own faults: every one of them has its line here. */
const ARMED: { readonly [Name in ArmedName]: ArmedKind } = {
  lostRequest: request("the connection drops, nothing is done", () => fault.lostRequest()),
  lostReply: request("the connection drops, and what was asked is done", () => fault.lostReply()),
  hang: request("no answer until the client gives up", () => fault.hang()),
  delay: {
    ...request("the answer comes late", ({ value }) => fault.delay({ replyMs: value })),
    value: LATE,
  },
  reply: {
    ...request("any HTTP status", ({ value }) => fault.reply({ status: value })),
    value: { is: "number", says: "the status", byDefault: 500 },
  },
  unavailable: request("503", () => fault.unavailable()),
  internalError: request("500, -1001", () => fault.internalError()),
  backendTimeout: request("408, -1007", () => fault.backendTimeout()),
  unauthorized: request("401, -2015", () => fault.unauthorized()),
  firewall: request("403 with HTML", () => fault.firewall()),
  gone: request("410 with HTML", () => fault.gone()),
  tooManyRequests: {
    ...request("429 with Retry-After", ({ value }) =>
      fault.tooManyRequests({ retryAfter: Math.ceil(value / 1_000) }),
    ),
    value: { is: "span", says: "Retry-After", byDefault: 10_000 },
  },
  banned: request("418 until the span ends", ({ until }) =>
    fault.banned(until === undefined ? {} : { until }),
  ),
  emptyBody: request("200, done, with an empty body", () => fault.emptyBody()),
  brokenJson: request("200, done, with JSON that breaks off", () => fault.brokenJson()),
  htmlBody: request("200, done, with an HTML page", () => fault.htmlBody()),
  closeConnection: request("WebSocket API: the socket closes behind the answer", () =>
    fault.closeConnection(),
  ),
  rotateKey: request("a POST hands out another listen key, the old one goes silent", () =>
    fault.rotateKey(),
  ),
  refuseSocket: handshake("the connection is refused", () => fault.refuseSocket()),
  rejectSocket: {
    ...handshake("it is answered with an HTTP status", ({ value }) => fault.rejectSocket(value)),
    value: { is: "number", says: "the status", byDefault: 503 },
  },
  hangSocket: handshake("it is never answered", () => fault.hangSocket()),
  delaySocket: {
    ...handshake("it is answered late", ({ value }) => fault.delaySocket(value)),
    value: LATE,
  },
  closeSocket: {
    ...handshake("the socket is closed without a close frame", ({ value }) =>
      fault.closeSocket({ code: 1006, afterMs: value }),
    ),
    value: AFTER,
  },
  freezeSocket: {
    ...handshake("the socket becomes half-open", ({ value }) =>
      fault.freezeSocket({ afterMs: value }),
    ),
    value: AFTER,
  },
  laggingSocket: {
    ...handshake("everything the socket is sent comes late", ({ value }) =>
      fault.laggingSocket(value),
    ),
    value: LATE,
  },
  dropFrame: frame("a socket misses an event", () => fault.dropFrame()),
  duplicateFrame: frame("a socket gets an event twice", () => fault.duplicateFrame()),
  binaryFrame: frame("an event comes as a binary frame", () => fault.binaryFrame()),
  tornFrame: frame("the connection ends in mid-frame", () => fault.tornFrame()),
  delayFrame: {
    ...frame("an event, and what follows it, comes late", ({ value }) => fault.delayFrame(value)),
    value: LATE,
  },
  corruptFrame: frame("broken JSON comes instead of an event", () => fault.corruptFrame()),
};

const DEEDS: { readonly [Name in DeedName]: DeedKind } = {
  halfOpen: {
    on: "sockets",
    about: "they go half-open: nothing arrives, nothing is told; new ones too, within the span",
    span: "taken",
    act: deeds.halfOpen,
  },
  cut: {
    on: "sockets",
    about: "they are cut without a close frame; new ones are refused within the span",
    span: "taken",
    act: deeds.cut,
  },
  deafen: {
    on: "sockets",
    about: "they bring events, and answer no request any more",
    act: deeds.deafen,
  },
  lag: {
    on: "sockets",
    about: "everything comes late until the span ends; on new ones too",
    value: LATE,
    span: "taken",
    act: deeds.lag,
  },
  outage: {
    on: "exchange",
    about: "everything is refused and cut until the span ends; listen keys live on",
    span: "needed",
    act: deeds.outage,
  },
  shutdown: {
    on: "exchange",
    about: "serverShutdown is told, and sockets are cut when the span ends",
    span: "needed",
    act: deeds.shutdown,
  },
  expireKey: { on: "keys", about: "live listen keys expire, and it is told", act: deeds.expireKey },
  revokeKey: { on: "keys", about: "another client deletes listen keys", act: deeds.revokeKey },
  recreateKey: {
    on: "keys",
    about: "another client deletes listen keys and makes new ones",
    act: deeds.recreateKey,
  },
  endSubscriptions: {
    on: "keys",
    about: "subscriptions on the WebSocket API end, and it is told",
    act: deeds.endSubscriptions,
  },
  blockApiKey: {
    on: "exchange",
    about: "the API key is refused until the span ends; listen keys live on",
    span: "taken",
    act: deeds.blockApiKey,
  },
};

/** Everything that can go wrong, by name. */
export const FAULT_KINDS: Readonly<Record<FaultName, FaultKind>> = { ...DEEDS, ...ARMED };

/** Every name, in the order of the list in `--help`. */
export const FAULT_NAMES: readonly FaultName[] = Object.keys(FAULT_KINDS) as FaultName[];

function request(about: string, make: ArmedKind["make"]): ArmedKind {
  return { on: "request", about, make };
}

function handshake(about: string, make: ArmedKind["make"]): ArmedKind {
  return { on: "handshake", about, make };
}

function frame(about: string, make: ArmedKind["make"]): ArmedKind {
  return { on: "frame", about, make };
}
