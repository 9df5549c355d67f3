import type { LogRecord, LogRecordKind, RecordOf } from "@listenkey/simulator";

type Lines = { readonly [Kind in LogRecordKind]: (record: RecordOf<Kind>) => string };

/** How each kind of record reads. Nothing in a record is a secret: keys and tokens are numbers. */
const LINES: Lines = {
  request: ({ method, path, status, code, key, token, did, fate, fault }) =>
    words(
      `${method} ${path}`,
      answer({ status, code, fate }),
      did === undefined ? undefined : DONE[did],
      key === undefined ? undefined : `key ${key}`,
      token === undefined ? undefined : `token ${token}`,
      because(fault),
    ),
  wsRequest: ({ socket, method, product, status, code, subscription, fate, fault }) =>
    words(
      `socket ${socket} asks ${method}`,
      answer({ status, code, fate }),
      product,
      subscription === undefined ? undefined : `subscription ${subscription}`,
      because(fault),
    ),
  keyCreated: keyLine("was made"),
  keyExtended: keyLine("was extended"),
  keyExpired: keyLine("expired"),
  keyRevoked: keyLine("was revoked"),
  tokenCreated: ({ token, product }) => `token ${token} of ${product} was made`,
  tokenExpired: ({ token, product }) => `token ${token} of ${product} expired`,
  subscribed: ({ socket, subscription, product, by }) =>
    `socket ${socket} hears ${product} by ${by}, subscription ${subscription}`,
  subscriptionExtended: ({ socket, subscription, product }) =>
    `subscription ${subscription} of socket ${socket} to ${product} was extended`,
  unsubscribed: ({ socket, subscription, product, by }) =>
    `subscription ${subscription} of socket ${socket} to ${product} ended: ${by}`,
  socketOpened: ({ socket, path, keys, silent }) =>
    words(`socket ${socket} opened on ${path}`, hears({ keys, silent })),
  socketRetuned: ({ socket, keys, silent }) =>
    words(`socket ${socket} asked for other streams`, hears({ keys, silent })),
  socketFrozen: ({ socket }) => `socket ${socket} is half-open`,
  socketRefused: ({ path, status, fault }) =>
    words(
      `handshake on ${path}`,
      status === undefined ? "was not answered" : `${status}`,
      because(fault),
    ),
  socketClosed: ({ socket, by, code, reason = "" }) =>
    words(
      `socket ${socket} was closed by the ${by}`,
      code === undefined ? undefined : `with ${code}`,
      reason === "" ? undefined : `(${reason})`,
    ),
  eventProduced: ({ event, product, name }) => `event ${event} is ${name} of ${product}`,
  eventSent: sentLine("went to"),
  eventWithheld: sentLine("was kept from"),
  limited: ({ pool, who }) => `${who} passed the rate limit of ${pool}`,
  banned: ({ pool, who, until }) => `${who} is banned from ${pool} until ${time(until)}`,
  wentDown: () => "the exchange went down",
  cameBack: () => "the exchange came back",
};

const DONE: Readonly<Record<NonNullable<RecordOf<"request">["did"]>, string>> = {
  keyCreated: "made",
  keyExtended: "extended",
  keyRevoked: "revoked",
  tokenCreated: "made",
};

/** One line of what the exchange saw, with its time. Pure. */
export function logLine(record: LogRecord): string {
  const line: (record: never) => string = LINES[record.kind];
  return `${time(record.at)} ${line(record as never)}`;
}

/** The time of day in UTC, to the millisecond. Pure. */
export function time(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}

function keyLine(what: string): (record: RecordOf<"keyCreated">) => string {
  return ({ key, product, by }) =>
    words(`key ${key} of ${product} ${what}`, by === "hand" ? "by another client" : undefined);
}

function sentLine(what: string): (record: RecordOf<"eventSent">) => string {
  return ({ event, socket, subscription, fault }) =>
    words(
      `event ${event} ${what} socket ${socket}`,
      subscription === undefined ? undefined : `subscription ${subscription}`,
      because(fault),
    );
}

function answer({
  status,
  code,
  fate,
}: Pick<RecordOf<"request"> | RecordOf<"wsRequest">, "fate"> & {
  readonly status: number | undefined;
  readonly code: number | undefined;
}): string {
  const said = words(
    status === undefined ? undefined : `${status}`,
    code === undefined ? undefined : `(${code})`,
  );
  return fate === "answered" ? said : words(said, FATES[fate]);
}

const FATES: Readonly<Record<Exclude<RecordOf<"request">["fate"], "answered">, string>> = {
  requestLost: "lost before it arrived",
  replyLost: "done, and its answer lost",
  hung: "never answered",
};

function hears({
  keys,
  silent,
}: Pick<RecordOf<"socketOpened">, "keys" | "silent">): string | undefined {
  const named = keys.map((key) => (key === 0 ? "an unknown key" : `key ${key}`)).join(", ");
  const heard = named === "" ? undefined : `with ${named}`;
  return silent && named !== "" ? `${heard}, and will hear nothing` : heard;
}

function because(fault: string | undefined): string | undefined {
  return fault === undefined ? undefined : `[fault: ${fault}]`;
}

function words(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join(" ");
}
