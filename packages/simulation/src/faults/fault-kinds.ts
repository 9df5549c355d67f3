/** What can go wrong with a machine's time. */
const TIME_FAULTS = [
  // Nothing runs on it for a while; all its clocks go on.
  "timersLate",
  // Nothing runs on it for a while; its wall clock goes on, its monotonic one stands.
  "suspended",
  // Somebody sets its wall clock.
  "wallMoved",
] as const;

/** What can go wrong with sockets. */
const SOCKET_FAULTS = [
  "socketsRefused",
  "socketsRejected",
  "handshakeHangs",
  "closedBeforeOpen",
  "closedBeforeReply",
  "closedAfterReply",
  "closedBeforeEvent",
  "torn",
  "cut",
  "bothCut",
  "closed1008",
  "closed1011",
  "closed1012",
  "halfOpen",
  "bothHalfOpen",
  "bornHalfOpen",
  // What it asks goes unanswered, while events and pings go on.
  "deaf",
  "frameLost",
  // One socket hears no event for a while; pings and answers go on.
  "framesLost",
  "framesDoubled",
  "frameBroken",
  "frameBinary",
  "frameHuge",
  "lagging",
  "shutdown",
  "shutdownAtOnce",
  "outage",
] as const;

/** What can go wrong with requests, over REST and on the WebSocket API. */
const REQUEST_FAULTS = [
  "requestLost",
  "replyLost",
  "unanswered",
  "doneUnanswered",
  "reordered",
  "limited",
  "limitedUntold",
  "banned",
  "bannedUntold",
  "firewall",
  "gone",
  "backendTimeout",
  "unavailable",
  "unavailableDone",
  "internalError",
  "emptyBody",
  "brokenBody",
  "htmlBody",
  "keyMalformed",
  "unauthorized",
  "badTimestamp",
  "otherKey",
] as const;

/** What can happen to keys, tokens and subscriptions. */
const CREDENTIAL_FAULTS = [
  "expired",
  "deleted",
  "recreated",
  "terminated",
  "apiKeyBlocked",
] as const;

/** What can happen to programs. */
const PROCESS_FAULTS = [
  // Closed at a moment drawn among everything that happens to it, and started again.
  "closedAnywhere",
  // Closed without any event in its way, and started again.
  "restarted",
  // Gone without a word: its sockets end, it asks for nothing more. Started again on the same machine.
  "killed",
  // A managed key is revoked, and the program started again.
  "revoked",
  // Its reader takes nothing for a while.
  "readerHangs",
] as const;

/** The name of something that can happen to a machine's time. */
export type TimeFault = (typeof TIME_FAULTS)[number];

/** The name of something that can happen to sockets. */
export type SocketFault = (typeof SOCKET_FAULTS)[number];

/** The name of something that can happen to requests. */
export type RequestFault = (typeof REQUEST_FAULTS)[number];

/** The name of something that can happen to keys, tokens and subscriptions. */
export type CredentialFault = (typeof CREDENTIAL_FAULTS)[number];

/** The name of something that can happen to programs. */
export type ProcessFault = (typeof PROCESS_FAULTS)[number];

/** The name of something that can go wrong at a time of its own; weather, dialects and odd events are beside that. */
export type FaultKind = TimeFault | SocketFault | RequestFault | CredentialFault | ProcessFault;

/** Every kind, in the order of the tables. */
export const FAULT_KINDS: readonly FaultKind[] = [
  ...TIME_FAULTS,
  ...SOCKET_FAULTS,
  ...REQUEST_FAULTS,
  ...CREDENTIAL_FAULTS,
  ...PROCESS_FAULTS,
];
