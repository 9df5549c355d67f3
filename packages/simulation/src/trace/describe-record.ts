import type {
  EventProducedRecord,
  EventSentRecord,
  KeyRecord,
  LogRecord,
  LogRecordKind,
  RecordOf,
  RequestRecord,
  SocketClosedRecord,
  SocketOpenedRecord,
  SocketRefusedRecord,
  UnsubscribedRecord,
  WsRequestRecord,
} from "@listenkey/simulator";
import { spanOf } from "./time-words.ts";
import type { TraceLine } from "./trace.ts";

/** A line without its time. */
export type UntimedLine = Omit<TraceLine, "atMs">;

/** Says in a few words what the exchange wrote down. Nothing for what another record says better. Pure. */
export function describeRecord(record: LogRecord): UntimedLine | undefined {
  const describe = WORDS[record.kind] as (record: LogRecord) => UntimedLine | undefined;
  return describe(record);
}

type Words = {
  readonly [Kind in LogRecordKind]: (record: RecordOf<Kind>) => UntimedLine | undefined;
};

/** What was done by a request is told by the request. */
const WORDS: Words = {
  request: (record) => by(record, `${requested(record)} → ${fateOf(record)}`),
  wsRequest: (record) =>
    isProbe(record) ? undefined : by(record, `${asked(record)} → ${fateOf(record)}`),
  keyCreated: (record) => keyLine(record, `created, good for ${spanOf(lifetimeOf(record))}`),
  keyExtended: (record) => keyLine(record, `extended by ${spanOf(lifetimeOf(record))}`),
  keyExpired: (record) => keyLine(record, "expired"),
  keyRevoked: (record) => keyLine(record, "revoked"),
  tokenCreated: () => undefined,
  tokenExpired: ({ token, account }) => exchange(`token ${token} of ${account} expired`),
  subscribed: () => undefined,
  subscriptionExtended: () => undefined,
  unsubscribed: unsubscribedLine,
  socketOpened: (record) => by(record, `socket ${record.socket} opened to ${heard(record)}`),
  socketRetuned: (record) => exchange(`socket ${record.socket} now hears ${keysOf(record)}`),
  socketFrozen: ({ socket }) => exchange(`socket ${socket} is half-open from now on`),
  socketRefused: (record) => by(record, refusal(record)),
  socketClosed: closure,
  eventProduced: produced,
  eventSent: copied,
  eventWithheld: copied,
  limited: ({ at, pool, who, until }) =>
    exchange(`limits ${who} on ${pool} for ${spanOf(until - at)}`),
  banned: ({ at, pool, who, until }) =>
    exchange(`bans ${who} from ${pool} for ${spanOf(until - at)}`),
  wentDown: () => exchange("goes down"),
  cameBack: () => exchange("is back"),
};

function exchange(what: string): UntimedLine {
  return { who: "exchange", what };
}

function by({ client }: { readonly client: string }, what: string): UntimedLine {
  return { who: client, what };
}

function requested({ call, product, account, method, host, path }: RequestRecord): string {
  if (call === undefined) return `${method} ${host}${path}`;
  return words(call, product, account && `of ${account}`);
}

/** A connection is asked for its state several times a minute: told only where something went wrong. */
function isProbe({ call, status, fault }: WsRequestRecord): boolean {
  const asksOnly = call !== undefined && ["ping", "time", "status", "subscriptions"].includes(call);
  return asksOnly && status === 200 && fault === undefined;
}

function asked({ socket, method, product, account }: WsRequestRecord): string {
  return `socket ${socket}: ${words(method, product, account && `of ${account}`)}`;
}

const FATES = {
  answered: "answered",
  requestLost: "lost on its way",
  replyLost: "done, and the reply lost",
  hung: "no answer",
} as const;

function fateOf(record: RequestRecord | WsRequestRecord): string {
  const { fate, status, code, fault } = record;
  const told = fate === "answered" ? `${status ?? "answered"}` : FATES[fate];
  const details = [
    code !== undefined && `code ${code}`,
    "key" in record && record.key !== undefined && `key ${record.key}`,
    record.token !== undefined && `token ${record.token}`,
    "subscription" in record &&
      record.subscription !== undefined &&
      `subscription ${record.subscription}`,
    fault !== undefined && `fault ${fault}`,
  ].filter((detail) => detail !== false);
  return [told, ...details].join(", ");
}

function lifetimeOf({ at, expiresAt }: KeyRecord): number {
  return expiresAt - at;
}

function keyLine(record: KeyRecord, what: string): UntimedLine | undefined {
  const { key, account, product, by: doer } = record;
  if (doer === "request") return undefined;
  const hand = doer === "hand" ? " by another client" : "";
  return exchange(`key ${key} of ${account}, ${product}: ${what}${hand}`);
}

function unsubscribedLine(record: UnsubscribedRecord): UntimedLine | undefined {
  const { socket, subscription, account, by: doer } = record;
  if (doer === "request" || doer === "logout" || doer === "socket") return undefined;
  return exchange(`socket ${socket}: subscription ${subscription} of ${account} ended by ${doer}`);
}

function heard(record: SocketOpenedRecord): string {
  const brings = record.keys.length > 0 ? `, for ${keysOf(record)}` : "";
  return `${record.host}${record.path}${brings}`;
}

function keysOf({ keys, silent }: Pick<SocketOpenedRecord, "keys" | "silent">): string {
  const numbers = keys.length === 0 ? "nothing" : `key ${keys.join(", ")}`;
  return silent && keys.length > 0 ? `${numbers}, which brings nothing` : numbers;
}

function refusal({ host, path, status, fault }: SocketRefusedRecord): string {
  const how = status === undefined ? "refused" : `refused with ${status}`;
  return `socket to ${host}${path} ${how}${fault === undefined ? "" : `, fault ${fault}`}`;
}

function closure({ socket, by: doer, code, reason }: SocketClosedRecord): UntimedLine {
  const details = [code, reason].filter((detail) => detail !== undefined && detail !== "");
  const told = details.length === 0 ? "" : `: ${details.join(", ")}`;
  return exchange(`socket ${socket} closed by the ${doer}${told}`);
}

/** Events about the stream itself. */
const CONTROL = ["listenKeyExpired", "eventStreamTerminated", "serverShutdown"];

function produced({ event, account, product, name }: EventProducedRecord): UntimedLine {
  const line = exchange(`event ${event} of ${account}, ${product}: ${name}`);
  return CONTROL.includes(name) ? line : { ...line, isMinor: true };
}

/** Why copies go astray in masses: their socket is dead. */
const OF_DEAD_SOCKETS = ["closed", "frozen"];

function copied({ kind, event, socket, fault }: EventSentRecord): UntimedLine {
  const verb = kind === "eventSent" ? "sent to" : "kept from";
  const line = exchange(
    `event ${event} ${verb} socket ${socket}${fault === undefined ? "" : `, ${fault}`}`,
  );
  const isMinor = fault === undefined || OF_DEAD_SOCKETS.includes(fault);
  return isMinor ? { ...line, isMinor } : line;
}

function words(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join(" ");
}
