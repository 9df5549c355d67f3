import type { FaultBook } from "../faults/faults.ts";
import type { ClosedAround, MadeReply } from "../faults/fault.ts";
import { delayOf, isDeciding, type DecidingFault } from "../faults/request-faults.ts";
import type { WritableLog } from "../log/exchange-log.ts";
import type { RequestRecord } from "../log/log-record.ts";
import type { ApiKeys } from "../model/api-keys.ts";
import type { Limits } from "../model/limits.ts";
import { environmentOf } from "../rules/hosts.ts";
import type { Timers } from "../time/timers.ts";
import type { Answer } from "./answer.ts";
import { callNameOf, poolOf, readCall, subjectOf, type ReadCall } from "./read-call.ts";
import type { RestCall, RestOutcome } from "./rest-call.ts";
import type { RestDesk } from "./rest-desk.ts";

/** What a {@link RestGate} needs. */
export interface RestGateDeps {
  readonly now: () => number;
  readonly timers: Timers;
  readonly log: WritableLog;
  readonly faults: FaultBook;
  readonly apiKeys: ApiKeys;
  readonly limits: Limits;
  readonly desk: RestDesk;
  readonly isDown: () => boolean;
}

/** The request's fate, and what is known of it. */
interface Fate {
  readonly fate: RequestRecord["fate"];
  readonly answer?: Answer;
  readonly fault?: string;
}

const LOST: RestOutcome = { kind: "lost" };
const HANG: RestOutcome = { kind: "hang" };

/** Where requests come in: between the network and the rules stand the faults. */
export class RestGate {
  readonly #deps: RestGateDeps;

  constructor(deps: RestGateDeps) {
    this.#deps = deps;
  }

  /** Takes a request that has just arrived. */
  async request(call: RestCall): Promise<RestOutcome> {
    const { now, apiKeys, faults } = this.#deps;
    const at = now();
    const read = readCall(call, apiKeys);
    const struck = faults.strike("request", subjectOf(read));
    await this.#pause(delayOf(struck, "requestMs"));
    const fault = struck.find(isDeciding);
    let fate = this.#decide(read, fault);
    const leavesInMs = delayOf(struck, "replyMs");
    if (fate.fate === "answered" && leavesInMs > 0) {
      await this.#pause(leavesInMs);
      // An outage in between takes the reply with it.
      if (this.#deps.isDown()) fate = { ...fate, fate: "replyLost" };
    }
    this.#write(read, at, fate);
    return outcomeOf(fate);
  }

  #decide(read: ReadCall, fault: DecidingFault | undefined): Fate {
    if (this.#deps.isDown()) return { fate: "requestLost", fault: "outage" };
    return fault === undefined
      ? { fate: "answered", answer: this.#deps.desk.answer(read) }
      : { ...this.#strike(read, fault), fault: fault.kind };
  }

  #strike(read: ReadCall, fault: DecidingFault): Fate {
    const { desk } = this.#deps;
    switch (fault.kind) {
      case "lostRequest":
        return { fate: "requestLost" };
      case "lostReply":
        return { fate: "replyLost", answer: desk.answer(read) };
      case "close":
        return this.#close(read, fault.when);
      case "hang":
        return { fate: "hung", ...(fault.handled && { answer: desk.answer(read) }) };
      case "rotateKey":
        desk.rotate(read);
        return { fate: "answered", answer: desk.answer(read) };
      case "reply":
        this.#noteLimit(read, fault);
        return { fate: "answered", answer: madeBy(fault, fault.handled && desk.answer(read)) };
      case "garble":
        return { fate: "answered", answer: garbled(desk.answer(read), fault.body) };
    }
  }

  /** To those who read the log, a limit that a fault has made up is as good as any other. */
  #noteLimit(read: ReadCall, { status, release = {} }: MadeReply): void {
    const pool = poolOf(read);
    if (pool === undefined || (status !== 429 && status !== 418)) return;
    const { call, apiKey } = read;
    const environment = environmentOf(call.host);
    const { at, afterMs } = release;
    this.#deps.limits.noteFault(
      { pool, environment, ip: call.ip, account: apiKey?.account },
      status === 429 ? "limited" : "banned",
      at ?? (afterMs === undefined ? undefined : this.#deps.now() + afterMs),
    );
  }

  /** There is no close frame in HTTP: what matters is what got through before the connection went. */
  #close(read: ReadCall, when: ClosedAround["when"]): Fate {
    if (when === "beforeRequest") return { fate: "requestLost" };
    const answer = this.#deps.desk.answer(read);
    return { fate: when === "beforeReply" ? "replyLost" : "answered", answer };
  }

  async #pause(ms: number): Promise<void> {
    if (ms > 0) await new Promise<void>((resolve) => void this.#deps.timers.set(ms, resolve));
  }

  #write(read: ReadCall, at: number, fate: Fate): void {
    const { log } = this.#deps;
    if (!log.wanted) return;
    const { call, product, apiKey } = read;
    const callName = callNameOf(read);
    const { answer } = fate;
    const now = this.#deps.now();
    const isLate = fate.fate === "answered" && now > at;
    log.write({
      kind: "request",
      at,
      ip: call.ip,
      client: call.client,
      method: call.method,
      host: call.host.host,
      path: withoutKeys(call.path),
      ...(callName !== undefined && { call: callName }),
      ...(product !== undefined && { product }),
      ...(apiKey !== undefined && { account: apiKey.account, apiKey: apiKey.index }),
      ...(answer !== undefined && { status: answer.reply.status, ...answer.facts }),
      fate: fate.fate,
      ...(isLate && { answeredAt: now }),
      ...(fate.fault !== undefined && { fault: fate.fault }),
    });
  }
}

/** An answer that a fault puts in the place of the exchange's own. */
function madeBy(fault: MadeReply, done: Answer | false): Answer {
  const { status, headers, body, code } = fault;
  const deed = done === false ? {} : done.facts;
  return {
    reply: { status, headers, body },
    facts: { ...deed, ...(code !== undefined && { code }) },
  };
}

/** A success whose body cannot be read; failures stay as they are. */
function garbled(answer: Answer, body: string): Answer {
  if (answer.reply.status !== 200) return answer;
  return { ...answer, reply: { ...answer.reply, body } };
}

function outcomeOf({ fate, answer }: Fate): RestOutcome {
  if (fate === "hung") return HANG;
  return fate === "answered" && answer !== undefined
    ? { kind: "reply", reply: answer.reply }
    : LOST;
}

/** A path, without what could be a secret in it. */
function withoutKeys(path: string): string {
  return path.replaceAll(/[A-Za-z0-9]{32,}/g, "…");
}
