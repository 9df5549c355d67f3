/** A question that the exchange's documents leave open, or answer in more than one way. */
export interface OpenQuestion {
  readonly asks: string;
  /** The check that answers it. */
  readonly check?: string;
  /** Why no check does. */
  readonly unchecked?: string;
}

const KEY_WOULD_END = "the listen key would have to end, for every program on the account";
const SHAPE = "it takes an event of that kind: see what `listenkey watch --json` shows";

/** Every open question, those that a check answers first. */
export const OPEN_QUESTIONS: readonly OpenQuestion[] = [
  {
    asks: "Which URLs and subscriptions bring events? (USD-M, COIN-M, options, PM)",
    check: "form …",
  },
  { asks: "Are events wrapped in stream and data, options too?", check: "form …" },
  { asks: "Does each of two sockets on one key get everything?", check: "two sockets" },
  { asks: "Do two sockets show the same send time for one event?", check: "event time" },
  { asks: "Do events come in one order where none is promised?", check: "order" },
  { asks: "Are questions answered on stream hosts, on /pm and margin risk?", check: "probes" },
  { asks: "Do ping frames come, on /pm and /pm-classic too?", check: "pings" },
  { asks: "Does a PUT answer with the key? (COIN-M)", check: "keepalive" },
  { asks: "What does a PUT without a live key answer?", check: "no key yet" },
  { asks: "Do listen-key calls need a signature? (PM)", check: "credentials" },
  { asks: "Does a listen token need one?", check: "credentials" },
  { asks: "How long does a key live? (options say so)", check: "lifetime" },
  { asks: "In which unit is a token's expirationTime?", check: "token expiry" },
  {
    asks: "Does a second token keep the subscription's id? When is it -2035?",
    check: "token renewal",
  },
  { asks: "Do events come before the acknowledgement?", check: "early events" },
  { asks: "Do ids exceed 2^53?", check: "ids" },
  { asks: "What do the listen-key calls answer that were switched off?", check: "listen keys" },
  {
    asks: "Are listen keys served on another host, e.g. Binance.US? (--rest, --stream)",
    check: "credentials",
  },
  { asks: "Is a DELETE announced; what does one without a key answer?", unchecked: KEY_WOULD_END },
  {
    asks: "E in listenKeyExpired: string or number; does it name the key, come twice?",
    unchecked: KEY_WOULD_END,
  },
  {
    asks: "Do margin risk keys live for 60 minutes or 24 hours?",
    unchecked: "the key would have to be left alone for longer than an hour",
  },
  {
    asks: "May keys of several accounts, or of USD-M and options, or PM Pro share a socket?",
    unchecked: "it takes keys and events of several accounts or products at once",
  },
  {
    asks: "Can one key of PM Pro feed /private and /pm-classic at once?",
    unchecked: "it takes an account of that kind; nothing here depends on it",
  },
  {
    asks: "What do userDataStream.start, .ping and .stop answer on the WebSocket API?",
    unchecked: "they are gone, and nothing here uses them",
  },
  {
    asks: "How many keys, sockets and messages are too many?",
    unchecked: "whoever finds out is banned",
  },
  { asks: "/sapi/v2/margin/listen-key", unchecked: "nobody knows what it does to other keys" },
  { asks: "Subscription filters", unchecked: "their parameters are not known" },
  {
    asks: "serverShutdown on risk streams and futures",
    unchecked: "only the exchange can bring it about",
  },
  {
    asks: "Events and fields that are not documented: ALGO_UPDATE on COIN-M, uniMMRDrop, allocationReport, y",
    unchecked: SHAPE,
  },
];
