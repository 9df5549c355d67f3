import type { Dialect } from "@listenkey/simulator";

/** What is in dispute, decided one way or the other, and what the doctor is to find of it. */
interface Dispute {
  readonly product: string;
  readonly dialect: Partial<Dialect>;
  /** By check: the verdict, and how what is said begins or goes on. */
  readonly found: Readonly<Record<string, string>>;
}

const SILENT = "told: the socket opens and stays silent";
const HEARD = "told: events come this way, bare";
const WRAPPED = "told: events come this way, wrapped";

/** Every fact that a check answers, each way. */
export const disputes: readonly Dispute[] = [
  {
    product: "umfutures",
    dialect: {},
    found: {
      credentials: "well: POST /fapi/v1/listenKey takes the API key, without a signature",
      "no key yet": "told: PUT without a live listen key is refused with -1125",
      keepalive: "told: PUT answers with the key",
      "two sockets": "well: each got everything",
      "event time": "told: both sockets show the same send time",
      order: "told: the events came in the same order",
      "form query": HEARD,
      "form path": HEARD,
      "form query-all": HEARD,
      "form subscribe": WRAPPED,
      probes: "told: LIST_SUBSCRIPTIONS is answered",
      ids: "told: no integer beyond 2^53 came",
    },
  },
  {
    product: "umfutures",
    dialect: { secondSocket: "nothing" },
    found: {
      "two sockets": "events the first socket lacked 0, the second ",
      "form query": HEARD,
      "form path": HEARD,
      "form query-all": HEARD,
      "form subscribe": WRAPPED,
    },
  },
  {
    product: "umfutures",
    dialect: { secondSocket: "evicts" },
    found: {
      "two sockets": "wrong: when a second socket is opened, the first ends",
      "form path": HEARD,
      "form subscribe": WRAPPED,
    },
  },
  {
    product: "umfutures",
    dialect: { eventTime: "different", ids: "large", frames: "wrapped", probes: "unanswered" },
    found: {
      "two sockets": "well: each got everything",
      "event time": "told: the sockets show different send times",
      ids: "told: integers beyond 2^53 come",
      "form query": WRAPPED,
      probes: "told: LIST_SUBSCRIPTIONS is not answered",
    },
  },
  {
    product: "umfutures",
    dialect: { usdmPathForm: "silent", usdmWithoutEvents: "silent", usdmSubscribe: "silent" },
    found: {
      "form query": HEARD,
      "form path": SILENT,
      "form query-all": SILENT,
      "form subscribe": SILENT,
    },
  },
  {
    product: "umfutures",
    dialect: { usdmWithoutEvents: "expired" },
    found: { "form query-all": "told: the socket is told listenKeyExpired, and hears nothing" },
  },
  {
    product: "cmfutures",
    dialect: {},
    found: {
      keepalive: "told: PUT answers with the key",
      "form path": HEARD,
      "form private": SILENT,
    },
  },
  {
    product: "cmfutures",
    dialect: { coinmKeepalive: "empty" },
    found: { keepalive: "told: PUT answers {}" },
  },
  {
    product: "options",
    dialect: {},
    found: { "form path": "events come this way", "form query": "events come this way" },
  },
  {
    product: "options",
    dialect: { optionsQueryForm: "silent" },
    found: { "form path": "events come this way", "form query": SILENT },
  },
  {
    product: "portfolio-margin",
    dialect: {},
    found: { probes: "told: LIST_SUBSCRIPTIONS is not answered", "form subscribe": WRAPPED },
  },
  {
    product: "portfolio-margin",
    dialect: { portfolioProbes: "answered" },
    found: { probes: "told: LIST_SUBSCRIPTIONS is answered" },
  },
  {
    product: "margin-cross",
    dialect: {},
    found: {
      "listen keys": "told: POST /sapi/v1/userDataStream still serves them here",
      credentials: "well: POST /sapi/v1/userListenToken takes the API key, without a signature",
      "token expiry": "in microseconds",
      "token renewal": "extends the subscription under its id",
      "two sockets": "well: each got everything",
      probes: "told: ping is answered",
    },
  },
  {
    product: "margin-isolated-ETHBTC",
    dialect: {
      tokenRenewal: "newId",
      tokenExpiryUnit: "milliseconds",
      listenTokenSignature: "required",
    },
    found: {
      credentials: "well: POST /sapi/v1/userListenToken wants a signature, and takes ours",
      "token expiry": "in milliseconds",
      "token renewal": "goes on under a new id",
      "two sockets": "well: each got everything",
    },
  },
  {
    product: "margin-cross",
    dialect: { tokenRenewal: "active" },
    found: { "token renewal": "is refused with -2035" },
  },
  {
    product: "spot",
    dialect: {},
    found: {
      credentials: "well: userDataStream.subscribe.signature takes API key and signature",
      "early events": "told: no event came before the acknowledgement",
      "two sockets": "well: each got everything",
    },
  },
  {
    product: "spot",
    dialect: { eventsBeforeAck: true },
    found: { "early events": "told: events come before the acknowledgement" },
  },
];
