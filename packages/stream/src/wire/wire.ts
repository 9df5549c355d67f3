import { isListenKeyError, type Clock, type ListenKeyError } from "@listenkey/core";
import { instantOf, TimeWatch, type Instant, type TimeWatcher } from "@listenkey/core/kit";
import type { Heartbeat } from "@listenkey/core/product";
import { transportErrorFrom, type Socket, type Transport } from "@listenkey/core/transport";
import { Alarm } from "./alarm.ts";
import { Answers } from "./answers.ts";
import type { Moments, Proof } from "./arrival.ts";
import { readFrame, type Reading } from "./envelope.ts";
import { notePing, pingsWereSeen } from "./ping-sight.ts";
import { Pulse } from "./pulse.ts";
import { Soundness } from "./soundness.ts";
import { closed, timeout } from "./wire-errors.ts";
import type { RejectedFrame, WireAnswer, WireEnd, WireEvent, WireRequest } from "./wire-seam.ts";

export type { RejectedFrame, WireAnswer, WireEnd, WireEvent, WireRequest };

/** Where the owner of a wire hears what happens to it. Nothing comes before the constructor returns, nor after `close`. */
export interface WireHandlers {
  /** The handshake is done. */
  open(): void;
  /** Something was heard at that moment, whatever it was. */
  heard(readAt: Instant): void;
  /** An event, control events included, in order. */
  event(event: WireEvent): void;
  /** A frame that is neither event nor answer. */
  rejected(frame: RejectedFrame): void;
  /** It was not heard for longer than its server would be silent, but nothing proves that it is dead. Once. */
  unproven(): void;
  /** It is over. Once, and last. */
  ended(end: WireEnd): void;
}

/** What a wire needs. */
export interface WireSettings {
  readonly transport: Transport;
  /** May hold a listen key: never in a message. */
  readonly url: string;
  readonly clock: Clock;
  /** How long the handshake and each answer may take, in milliseconds. */
  readonly timeoutMs: number;
  /** The server's own pings. */
  readonly heartbeat: Heartbeat;
  /**
   * The cheapest request that the server answers, to see whether it lives: `{ method: "LIST_SUBSCRIPTIONS" }`, or
   * `{ method: "ping" }` on the WebSocket API.
   */
  readonly probe: WireRequest;
  /** Whether every such server answers the probe. If not, the deadline is armed only after one answer on the connection. */
  readonly isProbeSure: boolean;
  /** Told of an answer to the probe, yes or no, and when it was sent. */
  readonly probeAnswered?: (answer: WireAnswer, askedAt: Instant) => void;
  /** Whether the exchange takes requests at present. Defaults to yes, always. */
  readonly mayProbe?: () => boolean;
  /** Tells when events were sent; without, they prove nothing. */
  readonly moments?: Moments;
  /** Told once, before its owner, that it has opened, or that it never will; not if it is closed before. */
  readonly dialled?: (isOpen: boolean) => void;
}

/** The id of every probe: an answer to an older one is as good as one to the latest. */
const PROBE_ID = 1;

/** However many want to know whether the server lives, it is asked no more often, in milliseconds. */
const ASKS_EVERY_MS = 1_000;

/** The close code that stands for "no close frame". */
const NO_CLOSE_FRAME = 1006;

/**
 * One connection to the exchange: its socket, the requests on it and their answers, and the question whether it lives.
 *
 * It owns its socket and one timer. Its owner may close it in the middle of any handler; after that no handler is
 * called, nothing is sent, and no timer is left.
 */
export class Wire implements TimeWatcher {
  readonly #settings: WireSettings;
  readonly #handlers: WireHandlers;
  readonly #answers = new Answers();
  readonly #pulse: Pulse;
  readonly #alarm: Alarm;
  readonly #openBy: number;
  /** The text of every probe. */
  readonly #probe: string;
  #socket: Socket | undefined;
  /** Why the transport would not even try. */
  #refused: ListenKeyError | undefined;
  #state: "connecting" | "open" | "over" = "connecting";
  #openedAt: Instant | undefined;
  #soundness: Soundness | undefined;
  #lastId = PROBE_ID;
  #askedAt = -Infinity;
  /** Somebody has asked for a probe too soon after the last one. */
  #isWanted = false;
  /** Time has jumped since it was asked last. */
  #hasJumped = false;

  /** Begins to connect. Never throws: a URL that the transport refuses is an end like any other. */
  constructor(settings: WireSettings, handlers: WireHandlers) {
    const { clock, timeoutMs, probe } = settings;
    const now = clock.monotonic();
    this.#settings = settings;
    this.#handlers = handlers;
    this.#pulse = new Pulse({ ...settings, showsPings: pingsWereSeen(settings) }, now);
    this.#alarm = new Alarm(clock, () => this.#look());
    this.#openBy = now + timeoutMs;
    this.#probe = JSON.stringify({ id: PROBE_ID, method: probe.method, params: probe.params });
    this.#connect();
    this.#alarm.setBy(this.#refused === undefined ? this.#openBy : now);
  }

  /** When the handshake was done; absent before. */
  get openedAt(): Instant | undefined {
    return this.#openedAt;
  }

  /** Until when it is proved that everything that was sent has been heard; absent before it is open. */
  get heardAt(): Proof | undefined {
    return this.#soundness?.provenAt(this.#now);
  }

  /** Within how many milliseconds it is noticed that the connection is dead, as things stand. */
  get livenessBoundMs(): number {
    return this.#pulse.boundMs;
  }

  /** Whether requests can be sent. */
  get isOpen(): boolean {
    return this.#state === "open";
  }

  /**
   * Sends a request and waits for its answer, be it yes or no.
   *
   * @throws `TIMEOUT` if none came in time, `NETWORK` if the connection is not open or ended meanwhile, `CLOSED` if it
   * was closed.
   */
  request({ method, params }: WireRequest): Promise<WireAnswer> {
    if (this.#state !== "open") {
      return Promise.reject(this.#state === "over" ? closed() : transportErrorFrom(undefined));
    }
    this.#lastId += 1;
    const dueAt = this.#now.monotonic + this.#settings.timeoutMs;
    this.#soundness?.asked(this.#lastId, this.#now);
    const answer = this.#answers.wait(this.#lastId, dueAt);
    this.#alarm.setBy(dueAt);
    this.#socket?.send(JSON.stringify({ id: this.#lastId, method, params }));
    return answer;
  }

  /** Somebody doubts that the server lives: asks it at once. Does nothing before it is open. */
  probe(): void {
    if (this.#state !== "open") return;
    const now = this.#now.monotonic;
    const mayAskAt = this.#askedAt + ASKS_EVERY_MS;
    this.#isWanted = now < mayAskAt;
    if (this.#isWanted) return this.#alarm.setBy(mayAskAt);
    const hasJumped = this.#hasJumped;
    this.#hasJumped = false;
    if (this.#pulse.doubted(now, hasJumped)) this.#ask(now);
  }

  timeJumped(): void {
    this.#hasJumped = this.isOpen;
    this.probe();
  }

  /** Ends it at once. Requests that wait are rejected with `CLOSED`. Calling it again does nothing. */
  close(): void {
    if (this.#state === "over") return;
    this.#finish(closed());
    this.#socket?.close();
  }

  get #now(): Instant {
    return instantOf(this.#settings.clock);
  }

  #connect(): void {
    const { transport, url } = this.#settings;
    try {
      this.#socket = transport.connect(
        { url },
        {
          open: () => this.#opened(),
          message: (text) => this.#read(text),
          unreadable: (size) => {
            if (this.#heard(this.#now)) this.#handlers.rejected({ reason: "binary", size });
          },
          activity: () => {
            this.#pulse.pinged();
            notePing(this.#settings);
            this.#heard(this.#now);
          },
          end: ({ code, error, refusal }) => {
            const broken = code === NO_CLOSE_FRAME ? transportErrorFrom(undefined) : undefined;
            this.#end({ error: error ?? broken, code, refusal });
          },
        },
      );
    } catch (thrown) {
      this.#refused = isListenKeyError(thrown) ? thrown : transportErrorFrom(thrown);
    }
  }

  #opened(): void {
    if (this.#state !== "connecting") return;
    const { clock, moments } = this.#settings;
    this.#state = "open";
    this.#openedAt = this.#now;
    this.#soundness = new Soundness(this.#openedAt, moments);
    this.#pulse.heard(this.#openedAt.monotonic);
    this.#alarm.setBy(this.#pulse.nextAt);
    TimeWatch.over(clock).add(this);
    this.#settings.dialled?.(true);
    this.#handlers.open();
  }

  #read(text: string): void {
    if (this.#state !== "open") return;
    const now = this.#now;
    const reading = readFrame(text, now);
    if (!this.#heard(now, reading)) return;
    switch (reading.kind) {
      case "event":
        return this.#handlers.event(reading.event);
      case "answer":
        return this.#answered(reading.id, reading.answer);
      default:
        return this.#handlers.rejected({ reason: reading.reason, size: text.length });
    }
  }

  #answered(id: unknown, answer: WireAnswer): void {
    const askedAt = this.#soundness?.answered(id);
    if (id !== PROBE_ID) return this.#answers.settle(id, answer);
    this.#pulse.answered();
    this.#alarm.setBy(this.#pulse.nextAt);
    if (askedAt !== undefined) this.#settings.probeAnswered?.(answer, askedAt);
  }

  /** Something was heard. @returns Whether the wire is still open after its owner has been told. */
  #heard(now: Instant, reading?: Reading): boolean {
    if (this.#state !== "open") return false;
    this.#pulse.heard(now.monotonic);
    if (reading?.kind === "event") this.#soundness?.event(reading.event);
    else this.#soundness?.read(now);
    this.#handlers.heard(now);
    return this.isOpen;
  }

  /** Looks what is due. The timer is not put off whenever something is heard, so often nothing is. */
  #look(): void {
    const { clock } = this.#settings;
    // Whoever has slept is told so first, and may not be judged by the time that has passed.
    TimeWatch.over(clock).compare();
    const now = clock.monotonic();
    if (this.#state === "connecting") {
      if (now < this.#openBy && this.#refused === undefined) return this.#alarm.setBy(this.#openBy);
      return this.#giveUp(
        this.#refused ?? timeout("The exchange did not take the connection in time"),
      );
    }
    this.#answers.expire(now);
    if (this.#state === "open") this.#judge(now);
    if (this.#isWanted && this.isOpen && !this.#pulse.isAsked) this.probe();
    if (this.isOpen) this.#alarm.setBy(Math.min(this.#pulse.nextAt, this.#answers.dueAt));
  }

  #judge(now: number): void {
    switch (this.#pulse.judge(now)) {
      case "probe":
        return this.#ask(now);
      case "unproven":
        return this.#handlers.unproven();
      case "dead":
        return this.#giveUp(timeout("The exchange has fallen silent on an open connection"));
      default:
    }
  }

  #ask(now: number): void {
    if (this.#settings.mayProbe?.() === false) {
      this.#pulse.excused(now);
      return this.#alarm.setBy(this.#pulse.nextAt);
    }
    this.#pulse.asked(now);
    this.#askedAt = now;
    this.#alarm.setBy(this.#pulse.nextAt);
    this.#soundness?.asked(PROBE_ID, this.#now);
    this.#socket?.send(this.#probe);
  }

  #giveUp(error: ListenKeyError): void {
    this.#socket?.close();
    this.#end({ error, code: NO_CLOSE_FRAME, refusal: undefined });
  }

  #end(end: WireEnd): void {
    if (this.#state === "over") return;
    if (this.#state === "connecting") this.#settings.dialled?.(false);
    this.#finish(end.error ?? transportErrorFrom(undefined));
    this.#handlers.ended(end);
  }

  #finish(why: ListenKeyError): void {
    this.#state = "over";
    this.#soundness?.ended(this.#now);
    this.#alarm.stop();
    TimeWatch.over(this.#settings.clock).remove(this);
    this.#answers.fail(why);
  }
}
