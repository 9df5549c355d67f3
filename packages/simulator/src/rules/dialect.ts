/**
 * How this exchange behaves where the documents contradict each other, or are silent.
 * A client that is right works in every dialect.
 */
export interface Dialect {
  /**
   * What a second socket on one listen key gets: `everything` too; `nothing` as long as the first is open; or
   * everything, because it `evicts` the first, which is closed with 1008. Defaults to `everything`.
   */
  readonly secondSocket: "everything" | "nothing" | "evicts";
  /**
   * Whether two sockets on one key see the same event time `E`, or each one a millisecond later than the socket
   * before it. Defaults to `equal`.
   */
  readonly eventTime: "equal" | "different";
  /**
   * Which frames are wrapped in `{"stream","data"}`: as `documented` (on `/stream` paths, and the options
   * ACCOUNT_UPDATE everywhere), only on `/stream` paths (`bare`), or all of them (`wrapped`). Defaults to `documented`.
   */
  readonly frames: "documented" | "bare" | "wrapped";
  /** Whether a revoked key is announced to its sockets with `listenKeyExpired`. Defaults to `silent`. */
  readonly revocation: "silent" | "announced";
  /** What DELETE answers when there is no live key: 400 with -1125, or 200 with `{}`. Defaults to `rejected`. */
  readonly revocationWithoutKey: "rejected" | "accepted";
  /**
   * The JSON type of `E` in `listenKeyExpired`: as `documented` (a string on options and margin risk, an integer
   * elsewhere), or the same everywhere. Defaults to `documented`.
   */
  readonly expiryTime: "documented" | "integer" | "string";
  /**
   * Whether `listenKeyExpired` names the key: as `documented` (everywhere but on Portfolio Margin), or the same
   * everywhere. Defaults to `documented`.
   */
  readonly expiryNamesKey: "documented" | "always" | "never";
  /** How often `listenKeyExpired` is sent to a socket. Defaults to `once`. */
  readonly expiryNotice: "once" | "twice";
  /** Whether USD-M sockets on `/private/ws/<key>` get events, or open and stay silent. Defaults to `works`. */
  readonly usdmPathForm: "works" | "silent";
  /**
   * What USD-M sockets on `/private/ws?listenKey=<key>` get if they name no events: `everything`, nothing
   * (`silent`), or at once a `listenKeyExpired` and then nothing (`expired`). Defaults to `everything`.
   */
  readonly usdmWithoutEvents: "everything" | "silent" | "expired";
  /** Whether USD-M keys named with SUBSCRIBE, or in `/private/stream?streams=<key>`, are heard. Defaults to `works`. */
  readonly usdmSubscribe: "works" | "silent";
  /** Whether options sockets on `/private/ws?listenKey=<key>` get events, or stay silent. Defaults to `works`. */
  readonly optionsQueryForm: "works" | "silent";
  /** Whether stream hosts answer questions: `LIST_SUBSCRIPTIONS` and `GET_PROPERTY`. Defaults to `answered`. */
  readonly probes: "answered" | "unanswered";
  /** The same on the paths of Portfolio Margin, and on the host of margin risk. Defaults to `unanswered`. */
  readonly portfolioProbes: "answered" | "unanswered";
  /** Whether the exchange sends ping frames; without any it awaits no pong. Defaults to `sent`. */
  readonly pings: "sent" | "missing";
  /** The body of a COIN-M PUT: `{"listenKey":…}`, or `{}` as until the end of 2025. Defaults to `listenKey`. */
  readonly coinmKeepalive: "listenKey" | "empty";
  /** How long margin risk keys live, in milliseconds: 60 minutes, or the 24 hours of one page. Defaults to 3,600,000. */
  readonly riskLifetimeMs: number;
  /**
   * Size of order and trade ids: as `documented` (beyond 2^53 on options, and on Portfolio Margin liabilities),
   * or beyond 2^53 everywhere (`large`). Defaults to `documented`.
   */
  readonly ids: "documented" | "large";
  /**
   * What comes of a subscription with a new listen token, on a socket that has one for the same account: that one is
   * extended under the `sameId`; it goes on under a `newId`; or it is refused, -2035, because one is `active`, which
   * then ends with its old token. Defaults to `sameId`.
   */
  readonly tokenRenewal: "sameId" | "newId" | "active";
  /** The unit of `expirationTime` on the WebSocket API; over REST it is milliseconds. Defaults to `microseconds`. */
  readonly tokenExpiryUnit: "microseconds" | "milliseconds";
  /** Whether the request for a listen token must be signed. A signature that is sent is checked. Defaults to `optional`. */
  readonly listenTokenSignature: "optional" | "required";
  /**
   * Which parameters the subscribe methods of the WebSocket API take: those `documented` (others are -1104), or `any`,
   * as far as they are signed where the method is. Defaults to `documented`.
   */
  readonly subscribeParams: "documented" | "any";
  /**
   * Whether the acknowledgement of a subscription comes 100 ms late, so that the events of that time come before it.
   * Defaults to false.
   */
  readonly eventsBeforeAck: boolean;
}

/** The dialect of an exchange that is told nothing: every document is right where none contradicts it. */
export const defaultDialect: Dialect = {
  secondSocket: "everything",
  eventTime: "equal",
  frames: "documented",
  revocation: "silent",
  revocationWithoutKey: "rejected",
  expiryTime: "documented",
  expiryNamesKey: "documented",
  expiryNotice: "once",
  usdmPathForm: "works",
  usdmWithoutEvents: "everything",
  usdmSubscribe: "works",
  optionsQueryForm: "works",
  probes: "answered",
  portfolioProbes: "unanswered",
  pings: "sent",
  coinmKeepalive: "listenKey",
  riskLifetimeMs: 3_600_000,
  ids: "documented",
  tokenRenewal: "sameId",
  tokenExpiryUnit: "microseconds",
  listenTokenSignature: "optional",
  subscribeParams: "documented",
  eventsBeforeAck: false,
};
