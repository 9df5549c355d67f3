import type { StreamAccess } from "@listenkey/stream";

/** The name of something that can go wrong. */
export type FaultKind =
  | "outage"
  | "expired"
  | "recreated"
  | "terminated"
  | "bothCut"
  | "bothFrozen"
  | "shutdown"
  | "clockCorrected"
  | "unavailable"
  | "unauthorized"
  | "tooManyRequests"
  | "banned"
  | "lostReply"
  | "unanswered"
  | "garbled"
  | "cut"
  | "frozen"
  | "refused"
  | "rejected"
  | "torn"
  | "lagging"
  | "dropped"
  | "corrupted";

/** Something that can go wrong. */
export interface FaultNature {
  /** What it is, as it happens. */
  readonly happens: string;
  /** What it was, in reports. */
  readonly told: string;
  /**
   * What it strikes: one of the account's sockets; its requests; its stream, so both sockets or what they rest on; or
   * everybody at the same time.
   */
  readonly strikes: "socket" | "requests" | "stream" | "everybody";
  /** Whether it leaves nothing that could hear the account, so that a gap is the truth. */
  readonly mayGap?: true;
  /** The only ways to a stream that it can happen to. Defaults to all. */
  readonly access?: readonly StreamAccess[];
  /** How many requests, handshakes or frames it strikes, at least and at most. Defaults to one. */
  readonly times?: readonly [least: number, most: number];
}

const BY_KEY: readonly StreamAccess[] = ["listenKey"];
const ON_WEB_SOCKET_API: readonly StreamAccess[] = ["listenToken", "subscription"];

/** Everything that goes wrong during the day, in the order of the tables. */
export const FAULTS: Readonly<Record<FaultKind, FaultNature>> = {
  outage: {
    happens: "the exchange goes down",
    told: "the exchange was down for 25 minutes",
    strikes: "everybody",
    mayGap: true,
  },
  expired: {
    happens: "the exchange ends the listen key",
    told: "the exchange ended the listen key",
    strikes: "stream",
    mayGap: true,
    access: BY_KEY,
  },
  recreated: {
    happens: "another client deletes the listen key and makes a new one",
    told: "another client deleted the listen key",
    strikes: "stream",
    mayGap: true,
    access: BY_KEY,
  },
  terminated: {
    happens: "the exchange ends the subscription",
    told: "the exchange ended the subscription",
    strikes: "stream",
    mayGap: true,
    access: ON_WEB_SOCKET_API,
  },
  bothCut: {
    happens: "both sockets are cut",
    told: "both sockets were cut",
    strikes: "stream",
    mayGap: true,
  },
  bothFrozen: {
    happens: "both sockets go half-open",
    told: "both sockets went half-open",
    strikes: "stream",
    mayGap: true,
  },
  shutdown: {
    happens: "the exchange announces a restart",
    told: "the exchange restarted, as announced",
    strikes: "everybody",
  },
  clockCorrected: {
    happens: "somebody corrects the machine's clock",
    told: "the machine's clock was corrected",
    strikes: "everybody",
  },
  unavailable: {
    happens: "requests are answered with 503",
    told: "requests were answered with 503",
    strikes: "requests",
    times: [3, 5],
  },
  unauthorized: {
    happens: "requests are answered with 401",
    told: "requests were answered with 401",
    strikes: "requests",
    times: [2, 3],
  },
  tooManyRequests: {
    happens: "a request is answered with 429",
    told: "a request was answered with 429",
    strikes: "requests",
  },
  banned: {
    happens: "a request is answered with 418",
    told: "a request was answered with 418",
    strikes: "requests",
  },
  lostReply: {
    happens: "a reply is lost",
    told: "a reply was lost",
    strikes: "requests",
  },
  unanswered: {
    happens: "a request is never answered",
    told: "a request was never answered",
    strikes: "requests",
  },
  garbled: {
    happens: "a reply is not JSON",
    told: "a reply was not JSON",
    strikes: "requests",
  },
  cut: {
    happens: "one socket is cut",
    told: "one socket was cut",
    strikes: "socket",
  },
  frozen: {
    happens: "one socket goes half-open",
    told: "one socket went half-open",
    strikes: "socket",
  },
  refused: {
    happens: "one socket is cut, the next ones are refused",
    told: "one socket was cut, others refused",
    strikes: "socket",
    times: [3, 5],
  },
  rejected: {
    happens: "one socket is cut, the next ones are answered with 503",
    told: "one socket was cut, others rejected",
    strikes: "socket",
    times: [2, 4],
  },
  torn: {
    happens: "one socket breaks off in mid-frame",
    told: "one socket broke off in mid-frame",
    strikes: "socket",
  },
  lagging: {
    happens: "one socket is half a second late",
    told: "one socket was half a second late",
    strikes: "socket",
  },
  dropped: {
    happens: "one socket lacks a frame",
    told: "one socket lacked a frame",
    strikes: "socket",
  },
  corrupted: {
    happens: "one socket brings a broken frame",
    told: "one socket brought a broken frame",
    strikes: "socket",
  },
};

/** Every kind, in the order of the tables. */
export const FAULT_KINDS = Object.keys(FAULTS) as readonly FaultKind[];
