import {
  LogIndex,
  type Dialect,
  type LogRecord,
  type RequestRecord,
  type WsRequestRecord,
} from "@listenkey/simulator";
import type { StreamItem } from "@listenkey/stream";
import type { FaultKind } from "../../src/faults/fault-kinds.ts";
import type { DayPlan, MachinePlan, ProgramPlan, ReaderKind } from "../../src/plan/day-plan.ts";
import { WAYS, type WayName } from "../../src/plan/ways.ts";
import type {
  Evidence,
  GivenUpRequest,
  MachineRemains,
  ManagerSession,
  Occurrence,
  StreamSession,
  Word,
} from "../../src/run/evidence.ts";
import type { Validator } from "../../src/validators/validator.ts";

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** When hand-made days begin, in epoch milliseconds. All times that a {@link HandMadeDay} is told count from there. */
const START = Date.UTC(2026, 10, 21);

/** How long they are. */
export const LENGTH = 3 * HOUR;

const PEER = { ip: "10.0.0.1", client: "m1" } as const;

/** What may be chosen of a hand-made day. */
export interface DayChoices {
  readonly way?: WayName;
  readonly dialect?: Partial<Dialect>;
  readonly sockets?: 1 | 2;
  readonly reader?: ReaderKind;
  readonly latencyMs?: { readonly min: number; readonly max: number };
}

/** What a validator says of a day. */
export interface Outcome {
  readonly checks: number;
  readonly excused: number;
  readonly messages: readonly string[];
}

/**
 * A day of one stream `p1` of `alice`, on machine `m1`, with a log made by hand. On a day by listen key there are a key and
 * two sockets from the first second on, the key is renewed every quarter of an hour, and nothing else happens unless it is
 * written down.
 */
export class HandMadeDay {
  readonly way: WayName;
  readonly records: LogRecord[] = [];
  readonly items: StreamItem[] = [];
  readonly times: number[] = [];
  readonly words: Word[] = [];
  readonly faults: Occurrence[] = [];
  readonly managers: ManagerSession[] = [];
  readonly others: StreamSession[] = [];
  readonly programs: ProgramPlan[];
  readonly secrets = new Set<string>();
  readonly givenUp: GivenUpRequest[] = [];
  readonly uncaught: unknown[] = [];
  remains: MachineRemains = {
    name: "m1",
    timers: 0,
    sockets: 0,
    departuresAfterClose: 0,
    pendingCalls: 0,
  };
  readonly #choices: Required<Omit<DayChoices, "way">>;
  #session: Partial<StreamSession> = {};
  #events = 0;

  constructor(choices: DayChoices = {}) {
    const { way = "umfutures", ...others } = choices;
    this.way = way;
    this.#choices = {
      dialect: {},
      sockets: 2,
      reader: "listener",
      latencyMs: { min: 5, max: 50 },
      ...others,
    };
    this.programs = [this.program("p1")];
    this.says("live", 1_000, { proof: WAYS[way].access === "listenKey" ? "key" : "subscription" });
  }

  /** A stream program on the machine. */
  program(name: string, more: Partial<ProgramPlan> = {}): ProgramPlan {
    const { sockets, reader } = this.#choices;
    return {
      kind: "stream",
      name,
      account: "alice",
      apiKey: 0,
      startsAtMs: 0,
      egress: "m1",
      sockets,
      reader,
      signs: false,
      shareSockets: false,
      ...more,
    } as ProgramPlan;
  }

  /** Key 1, and sockets 1 and 2 on it; the key is renewed every quarter of an hour until a time. */
  withKey(until: number = LENGTH): this {
    this.asks(200, { call: "create", key: 1 }).key(1, 200);
    for (const socket of [1, 2]) this.opens(socket, 500);
    for (let at = 700; at < until; at += 15 * MINUTE) this.renews(1, at);
    return this;
  }

  key(key: number, at: number): this {
    const expiresAt = START + at + HOUR;
    return this.writes({ kind: "keyCreated", at, key, ...this.#owner, expiresAt, by: "request" });
  }

  /** The key is extended, and the program is told. */
  renews(key: number, at: number): this {
    const expiresAt = START + at + HOUR;
    this.asks(at, { call: "extend", key });
    return this.writes({ kind: "keyExtended", at, key, ...this.#owner, expiresAt, by: "request" });
  }

  keyDies(key: number, at: number, by: "hand" | "time" | "request" = "hand"): this {
    const kind = by === "time" ? "keyExpired" : "keyRevoked";
    return this.writes({ kind, at, key, ...this.#owner, expiresAt: START + at, by });
  }

  opens(
    socket: number,
    at: number,
    { key = 1, client = "m1", silent = false, path = "/private/ws" } = {},
  ): this {
    const host = "fstream.binance.com";
    const tuning = { keys: [key], accounts: ["alice"], silent };
    return this.writes({
      kind: "socketOpened",
      at,
      ...PEER,
      client,
      host,
      path,
      socket,
      ...tuning,
    });
  }

  /** A socket of the WebSocket API, with a subscription. */
  subscribes(
    socket: number,
    at: number,
    { expiresAt, answeredAt = at }: { expiresAt?: number; answeredAt?: number } = {},
  ): this {
    const host = "ws-api.binance.com";
    const tuning = { keys: [], accounts: [], silent: true };
    const place = { ...PEER, host, path: "/ws-api/v3", socket };
    this.writes({ kind: "socketOpened", at, ...place, ...tuning });
    this.writes({
      kind: "subscribed",
      at,
      ...this.#subscription(socket),
      by: expiresAt === undefined ? "signature" : "token",
      ...(expiresAt !== undefined && { token: 1, expiresAt: START + expiresAt }),
    });
    return this.acknowledges(socket, at, answeredAt);
  }

  /** A request to subscribe is carried out, and answered at once or later. */
  acknowledges(socket: number, at: number, answeredAt: number = at): this {
    const what = { call: "subscribe", socket, subscription: 0, account: "alice" } as const;
    return this.calls(at, { ...what, answeredAt: START + answeredAt });
  }

  unsubscribes(socket: number, at: number, by: "request" | "socket" | "time" = "socket"): this {
    return this.writes({ kind: "unsubscribed", at, ...this.#subscription(socket), by });
  }

  freezes(socket: number, at: number): this {
    return this.writes({ kind: "socketFrozen", at, socket });
  }

  /** The exchange closes a socket; without a frame unless it gives a reason. */
  closes(socket: number, at: number, reason?: string): this {
    const how = reason === undefined ? { code: 1006, reason: "cut" } : { code: 1008, reason };
    return this.writes({ kind: "socketClosed", at, socket, by: "exchange", ...how });
  }

  /** The program closes a socket. */
  leaves(socket: number, at: number): this {
    return this.writes({ kind: "socketClosed", at, socket, by: "client" });
  }

  refuses(at: number, more: { status?: number; fault?: string } = { fault: "refuse" }): this {
    const place = { ...PEER, host: "fstream.binance.com", path: "/private/ws" };
    return this.writes({ kind: "socketRefused", at, ...place, accounts: ["alice"], ...more });
  }

  /** A request over REST. */
  asks(at: number, more: Partial<RequestRecord> = {}): this {
    const place = { method: "PUT", host: "fapi.binance.com", path: "/fapi/v1/listenKey" };
    const record = { ...PEER, ...place, account: "alice", apiKey: 0, status: 200 } as const;
    return this.writes({ kind: "request", ...record, fate: "answered", ...more, at });
  }

  /** A request on the WebSocket API. */
  calls(at: number, more: Partial<WsRequestRecord> = {}): this {
    const place = { ...PEER, host: "ws-api.binance.com", socket: 1, method: "ping" } as const;
    const record = { ...place, status: 200, fate: "answered" } as const;
    return this.writes({ kind: "wsRequest", ...record, ...more, at });
  }

  limits(at: number, until: number, who: string = PEER.ip): this {
    return this.writes({ kind: "limited", at, pool: "fapi", who, until: START + until });
  }

  /** An event of the account. @returns Its text. */
  produces(at: number, text?: string): string {
    const event = text ?? `{"e":"X","E":${START + at},"n":${this.#events}}`;
    this.#events += 1;
    this.writes({
      kind: "eventProduced",
      at,
      event: this.#events,
      account: "alice",
      product: WAYS[this.way].exchangeId,
      name: /"e":"(\w+)"/.exec(event)?.[1] ?? "",
      text: event,
    });
    return event;
  }

  /** What was done to the last event on a socket. */
  sends(socket: number, at: number, fault?: string): this {
    const isWithheld = fault === "drop" || fault === "frozen" || fault === "closed";
    const kind = isWithheld ? "eventWithheld" : "eventSent";
    const what = { event: this.#events, socket, ...(fault !== undefined && { fault }) };
    return this.writes({ kind, at, ...what });
  }

  /** The program is given an event. */
  given(raw: string, at: number, more: object = {}): this {
    const type = /"e":"(\w+)"/.exec(raw)?.[1] ?? "";
    const seq = this.#nextSeq;
    this.times.push(START + at);
    this.items.push({ type, seq, raw, time: START + at, ...more } as StreamItem);
    return this;
  }

  /** An event that both sockets are sent, and the program is given. */
  passes(at: number, text?: string): this {
    const raw = this.produces(at, text);
    return this.sends(1, at)
      .sends(2, at)
      .given(raw, at + 20);
  }

  /** `toldAt`: when the program is given it; defaults to its end. */
  gap(
    from: number,
    to: number,
    { toldAt = to, ...more }: { toldAt?: number; [more: string]: unknown } = {},
  ): this {
    const seq = this.#nextSeq;
    this.times.push(START + toldAt);
    const gap = { type: "gap", cause: "connection", product: "umfutures", seq, afterSeq: seq - 1 };
    const span = { from: START + from, to: START + to };
    this.items.push({ ...gap, ...span, ...more } as StreamItem);
    return this;
  }

  says(name: string, at: number, event: object = {}): this {
    const state = name === "live" || name === "interrupted" ? name : "live";
    this.words.push({ name, at: START + at, state, event });
    this.words.sort((one, other) => one.at - other.at);
    return this;
  }

  /** A fault that has struck. */
  suffers(
    kind: FaultKind,
    [from, to]: readonly [number, number],
    { who = "m1", size = 1 }: { readonly who?: string; readonly size?: number } = {},
  ): this {
    const plan = { kind, atMs: from, lengthMs: to - from, who, size };
    this.faults.push({ plan, beganAt: START + from, endedAt: START + to, struck: 1 });
    return this;
  }

  /** What differs from a session that is opened at once, and closed when the day is over. Times are epoch milliseconds. */
  session(differences: Partial<StreamSession>): this {
    this.#session = { ...this.#session, ...differences };
    return this;
  }

  writes(record: LogRecord): this {
    this.records.push({ ...record, at: record.at + START } as LogRecord);
    return this;
  }

  evidence(): Evidence {
    const records = this.records.toSorted((one, other) => one.at - other.at);
    const { latencyMs, dialect } = this.#choices;
    const machine: MachinePlan = {
      name: "m1",
      skewMs: 0,
      drift: 0,
      latencyMs,
      seesPings: true,
      programs: this.programs,
    };
    const plan: DayPlan = {
      seed: 1,
      lengthMs: LENGTH,
      dialect,
      weather: { lostRequests: 0, lostReplies: 0, refusedSockets: 0, lostFrames: 0 },
      accounts: [{ id: "alice", way: this.way, perMinute: 1, oddPerHour: 0 }],
      machines: [machine],
      faults: this.faults.map((fault) => fault.plan),
    };
    return {
      plan,
      startedAt: START,
      endedAt: START + LENGTH,
      index: new LogIndex(records),
      records: records.filter(({ kind }) => !kind.startsWith("event")),
      faults: this.faults,
      streams: [this.#stream(), ...this.others],
      managers: this.managers,
      machines: [this.remains],
      secrets: this.secrets,
      givenUp: this.givenUp,
      uncaught: this.uncaught,
    };
  }

  /** What a validator says of the day. */
  judgedBy(validator: Validator): Outcome {
    const { checks, violations, excused = 0 } = validator.judge(this.evidence());
    return { checks, excused, messages: violations.map(({ message }) => message) };
  }

  get #nextSeq(): number {
    return (this.items.at(-1)?.seq ?? 0) + 1;
  }

  get #owner(): { readonly account: string; readonly product: "umfutures" } {
    return { account: "alice", product: "umfutures" };
  }

  #subscription(socket: number) {
    return { socket, subscription: 0, account: "alice", product: "spot" } as const;
  }

  #stream(): StreamSession {
    const closeCalledAt = START + LENGTH;
    const [plan] = this.programs;
    return {
      plan,
      machine: "m1",
      way: WAYS[this.way],
      openedAt: START,
      closeCalledAt,
      closedAt: closeCalledAt + 100,
      killedAt: undefined,
      words: [...this.words, { name: "closed", at: closeCalledAt, state: "closed", event: {} }],
      saidAfterClose: 0,
      finalState: "closed",
      items: this.items,
      times: this.times,
      liveAt: this.words.find(({ name }) => name === "live")?.at,
      coveredUntil: closeCalledAt,
      provenAt: closeCalledAt,
      stats: statsOf(this.#choices.sockets),
      ready: "resolved",
      iteratorErrors: [],
      listenerErrors: { thrown: 0, reported: 0 },
      ...this.#session,
    } as StreamSession;
  }
}

function statsOf(liveSockets: number): StreamSession["stats"] {
  const none = { copiesDropped: 0, late: 0, rotations: 0, reconnects: 0, gaps: 0 };
  return { liveSockets, events: 0, ...none, framesRejected: 0, lagMs: 0, livenessBoundMs: 30_000 };
}

/** A time of a hand-made day, in epoch milliseconds. */
export function epoch(at: number): number {
  return START + at;
}
