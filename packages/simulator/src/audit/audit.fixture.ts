import type { LogRecord, WsRequestRecord } from "../log/log-record.ts";
import { auditStream, type AuditRequest, type StreamAudit } from "./audit-stream.ts";
import type { AuditedItem } from "./audited-stream.ts";
import type { FindingKind } from "./findings.ts";
import { LogIndex } from "./log-index.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const ACCOUNT = "alice";
const PRODUCT = "umfutures";
const PEER = { ip: "192.0.2.1", client: "bot", host: "fstream.binance.com" };

/** The time that a day on the hand-made exchange spans. */
export const DAY = { liveAt: 0, closedAt: HOUR };

/** A log made by hand, and the items of a program that hears everything unless told otherwise. */
export class HandMadeDay {
  readonly records: LogRecord[] = [];
  readonly items: AuditedItem[] = [];
  #events = 0;

  /** A listen key with two sockets on it, as long as nothing happens to them. */
  constructor() {
    this.key(1, -MINUTE);
    this.socket(1, -MINUTE);
    this.socket(2, -MINUTE);
  }

  key(key: number, at: number): this {
    return this.#write({ kind: "keyCreated", at, key, ...OWNER, expiresAt: at + HOUR, by: "time" });
  }

  keyEnds(key: number, at: number): this {
    return this.#write({ kind: "keyExpired", at, key, ...OWNER, expiresAt: at, by: "time" });
  }

  socket(
    socket: number,
    at: number,
    { client = PEER.client, key = 1, path = "/private/ws" } = {},
  ): this {
    const tuning = { keys: [key], accounts: [ACCOUNT], silent: key === 0 };
    return this.#write({ kind: "socketOpened", at, ...PEER, client, path, socket, ...tuning });
  }

  retunes(socket: number, at: number, keys: readonly number[]): this {
    const tuning = { keys, accounts: [ACCOUNT], silent: false };
    return this.#write({ kind: "socketRetuned", at, socket, ...tuning });
  }

  freezes(socket: number, at: number): this {
    return this.#write({ kind: "socketFrozen", at, socket });
  }

  closes(socket: number, at: number): this {
    return this.#write({ kind: "socketClosed", at, socket, by: "exchange", code: 1006 });
  }

  subscribes(socket: number, at: number): this {
    const subscription = { socket, subscription: 0, account: ACCOUNT, product: "spot" } as const;
    return this.#write({ kind: "subscribed", at, ...subscription, by: "signature" });
  }

  /** What became of the request for a subscription. */
  answers(socket: number, at: number, answer: Partial<WsRequestRecord>): this {
    const request = { ...PEER, socket, method: "userDataStream.subscribe.signature" } as const;
    const asked = { call: "subscribe", account: ACCOUNT, subscription: 0 } as const;
    return this.#write({
      kind: "wsRequest",
      at,
      ...request,
      ...asked,
      fate: "answered",
      ...answer,
    });
  }

  unsubscribes(socket: number, at: number): this {
    const subscription = { socket, subscription: 0, account: ACCOUNT, product: "spot" } as const;
    return this.#write({ kind: "unsubscribed", at, ...subscription, by: "request" });
  }

  /** An event of the account. @returns Its text. */
  produces(
    at: number,
    text = `{"e":"X","E":${at}}`,
    product: "umfutures" | "spot" = PRODUCT,
  ): string {
    const name = /"e":"(\w+)"/.exec(text)?.[1] ?? "";
    this.#events += 1;
    this.#write({
      kind: "eventProduced",
      at,
      event: this.#events,
      account: ACCOUNT,
      product,
      name,
      text,
    });
    return text;
  }

  /** What was done to the last event on a socket. */
  sends(socket: number, fault?: string): this {
    const what = { at: 0, event: this.#events, socket, ...(fault !== undefined && { fault }) };
    return this.#write({ kind: fault === "drop" ? "eventWithheld" : "eventSent", ...what });
  }

  /** An event that the program is given. */
  given(raw: string, more: Partial<AuditedItem> = {}): this {
    const type = /"e":"(\w+)"/.exec(raw)?.[1] ?? "";
    this.items.push({ type, seq: this.items.length + 1, raw, ...more });
    return this;
  }

  /** An event of the account that the program is given. */
  passes(at: number, text?: string): this {
    return this.given(this.produces(at, text));
  }

  gap(from: number, to: number, more: Partial<AuditedItem> = {}): this {
    const seq = this.items.length + 1;
    this.items.push({
      type: "gap",
      cause: "connection",
      seq,
      afterSeq: seq - 1,
      from,
      to,
      ...more,
    });
    return this;
  }

  audit(more: Partial<AuditRequest> = {}): StreamAudit {
    const { items } = this;
    const whose = { account: ACCOUNT, product: PRODUCT } as const;
    return auditStream(new LogIndex(this.records), { ...whose, items, ...DAY, ...more });
  }

  #write(record: LogRecord): this {
    this.records.push(record);
    return this;
  }
}

const OWNER = { account: ACCOUNT, product: PRODUCT } as const;

/** What an audit has found. */
export function kindsOf({ findings }: StreamAudit): readonly FindingKind[] {
  return findings.map(({ kind }) => kind);
}
