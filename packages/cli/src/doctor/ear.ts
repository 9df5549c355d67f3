import { webSocketEnd } from "./socket-words.ts";
import type { Socket, SocketEnd } from "@listenkey/core/transport";
import type { Exam } from "./exam.ts";
import { readFrame, type HeardAnswer, type HeardEvent } from "./frame.ts";

/** By these events the exchange speaks about the stream; an account's own events are all others. */
const CONTROL = new Set(["listenKeyExpired", "eventStreamTerminated", "serverShutdown"]);

/** An answer, and what had come before it. */
export interface Answered extends HeardAnswer {
  /** How many events of the account had come on the same socket. */
  readonly eventsBefore: number;
}

/** One socket, and everything that was heard on it. Its URL may be a secret, and is not kept. */
export class Ear {
  /** The account's events, in the order of their arrival. */
  readonly events: HeardEvent[] = [];
  /** The names of the events by which the exchange spoke about the stream. */
  readonly notices: Set<string> = new Set();
  readonly #exam: Exam;
  readonly #socket: Socket;
  readonly #answers = new Map<unknown, Answered>();
  #openedAt: number | undefined;
  #subscribedAt: number | undefined;
  #end: SocketEnd | undefined;
  #pings = 0;
  #asked = 0;

  constructor(exam: Exam, url: string, greeting: readonly string[] = []) {
    this.#exam = exam;
    const { transport, patience, real } = exam;
    this.#socket = transport.connect(
      { url },
      {
        open: () => {
          this.#openedAt = real.monotonic();
          if (greeting.length > 0) void this.subscribe({ method: "SUBSCRIBE", params: greeting });
          patience.poke();
        },
        message: (text) => {
          this.#hear(text);
          patience.poke();
        },
        unreadable: () => undefined,
        activity: () => {
          this.#pings += 1;
          patience.poke();
        },
        end: (end) => {
          this.#end = end;
          patience.poke();
        },
      },
    );
  }

  /** When it was opened, on the monotonic clock; absent before. */
  get openedAt(): number | undefined {
    return this.#openedAt;
  }

  /** From when on it hears the account, as far as is known, on the monotonic clock; absent before. */
  get hearsSince(): number | undefined {
    return this.#subscribedAt ?? this.#openedAt;
  }

  /** Whether it was opened, and has not ended. */
  get isOpen(): boolean {
    return this.#openedAt !== undefined && this.#end === undefined;
  }

  /** How it ended, for people; absent while it has not. */
  get end(): string | undefined {
    return this.#end === undefined
      ? undefined
      : webSocketEnd(this.#end, this.#openedAt !== undefined);
  }

  /** How many ping or pong frames were seen. */
  get pings(): number {
    return this.#pings;
  }

  /** Waits until it is open, or has ended. @returns Whether it is open. */
  async opened(): Promise<boolean> {
    const { patience, times } = this.#exam;
    const isSettled = (): boolean => this.#openedAt !== undefined || this.#end !== undefined;
    await patience.until(isSettled, times.answerMs);
    return this.isOpen;
  }

  /** Asks something. @returns The answer; nothing if none came in time. */
  async ask(
    request: { readonly method: string; readonly params?: unknown },
    withinMs: number = this.#exam.times.answerMs,
  ): Promise<Answered | undefined> {
    const { patience } = this.#exam;
    this.#asked += 1;
    const id = this.#asked;
    this.#socket.send(JSON.stringify({ id, ...request }));
    const isOver = (): boolean => this.#answers.has(id) || this.#end !== undefined;
    await patience.until(isOver, withinMs);
    return this.#answers.get(id);
  }

  /** Asks for events: it hears the account from the answer on. */
  async subscribe(request: {
    readonly method: string;
    readonly params: unknown;
  }): Promise<Answered | undefined> {
    const answer = await this.ask(request);
    this.#subscribedAt = this.#exam.real.monotonic();
    return answer;
  }

  close(): void {
    this.#socket.close();
  }

  #hear(text: string): void {
    const { product, real } = this.#exam;
    const { timeField } = product.events;
    const heard = readFrame(text, { timeField, at: real.monotonic() });
    if (heard.kind === "answer") {
      const answer = { ...heard.answer, eventsBefore: this.events.length };
      this.#answers.set(answer.id, answer);
    }
    if (heard.kind !== "event") return;
    if (CONTROL.has(heard.event.name)) this.notices.add(heard.event.name);
    else this.events.push(heard.event);
  }
}
