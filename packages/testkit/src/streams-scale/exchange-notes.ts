import type { Clock } from "@listenkey/core";
import type { LogRecord, RecordOf } from "@listenkey/simulator";
import { Throng } from "./throng.ts";

/** What matters of an exchange's log where there are many: the log itself would be too long to keep. */
export class ExchangeNotes {
  /** When accounts that nobody heard came to be heard. */
  readonly firsts = new Throng();
  /** When accounts that somebody heard came to be heard by one more. */
  readonly seconds = new Throng();
  /** Subscriptions on the WebSocket API. */
  readonly subscribed: RecordOf<"subscribed">[] = [];
  /** The number of the listen token of each subscription by token, and of each that lives longer by one. */
  readonly tokens: number[] = [];
  /** Requests and handshakes that were answered with a no, and limits that were passed. */
  readonly refusals: LogRecord[] = [];
  /** How many sockets were open at a time, at most. */
  mostSockets = 0;
  readonly #clock: Clock;
  /** Whom each open socket hears. */
  readonly #heard = new Map<number, Set<string>>();
  readonly #hearers = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many sockets are open. */
  get sockets(): number {
    return this.#heard.size;
  }

  /** How many sockets hear an account: by listen keys, or a product of it by a subscription. */
  hearersOf(name: string): number {
    return this.#hearers.get(name) ?? 0;
  }

  note(record: LogRecord): void {
    if (isRefusal(record)) this.refusals.push(record);
    switch (record.kind) {
      case "socketOpened":
        this.#heard.set(record.socket, new Set());
        this.mostSockets = Math.max(this.mostSockets, this.sockets);
        return this.#retune(record.socket, record.accounts);
      case "socketRetuned":
        return this.#retune(record.socket, record.accounts);
      case "subscribed":
        this.subscribed.push(record);
        if (record.token !== undefined) this.tokens.push(record.token);
        return this.#hears(record.socket, `${record.account} ${record.product}`);
      case "subscriptionExtended":
        this.tokens.push(record.token);
        return;
      case "unsubscribed":
        return this.#hearsNoMore(record.socket, `${record.account} ${record.product}`);
      case "socketClosed":
        this.#retune(record.socket, []);
        this.#heard.delete(record.socket);
        return;
      default:
    }
  }

  #retune(socket: number, accounts: readonly string[]): void {
    const wanted = new Set(accounts);
    for (const name of this.#heard.get(socket) ?? []) {
      if (!wanted.has(name)) this.#hearsNoMore(socket, name);
    }
    for (const name of wanted) this.#hears(socket, name);
  }

  #hears(socket: number, name: string): void {
    const heard = this.#heard.get(socket);
    if (heard === undefined || heard.has(name)) return;
    heard.add(name);
    const before = this.hearersOf(name);
    this.#hearers.set(name, before + 1);
    (before === 0 ? this.firsts : this.seconds).add(this.#clock.monotonic());
  }

  #hearsNoMore(socket: number, name: string): void {
    if (this.#heard.get(socket)?.delete(name) === true) {
      this.#hearers.set(name, this.hearersOf(name) - 1);
    }
  }
}

function isRefusal(record: LogRecord): boolean {
  if (record.kind === "limited" || record.kind === "banned") return true;
  return "status" in record && record.status !== undefined && record.status !== 200;
}
