import type { Clock, ListenKeyError, Random } from "@listenkey/core";
import {
  elapsedSince,
  exchangeCodeOf,
  instantOf,
  withinTime,
  type CallBudget,
  type DialUrgency,
  type Instant,
} from "@listenkey/core/kit";
import type { Heartbeat } from "@listenkey/core/product";
import { transportErrorFrom, type Transport } from "@listenkey/core/transport";
import { endOfConnection } from "../feeds/connection-end.ts";
import { momentsOf, type Proof } from "../wire/arrival.ts";
import { Wire } from "../wire/wire.ts";
import type { WireAnswer, WireEnd, WireEvent, WireRequest } from "../wire/wire.ts";
import { serverTimeIn } from "./api-answer.ts";
import { heed, resultOf, type ApiCaller } from "./api-call.ts";
import { ApiDial } from "./api-dial.ts";
import { EventRouter } from "./event-router.ts";
import { Seat, type Occupant, type SeatHome } from "./seat.ts";
import type { TurnQueue, TurnRequest } from "./turn-queue.ts";

/** What a connection needs. */
export interface ApiConnectionSettings extends ApiCaller {
  readonly transport: Transport;
  readonly url: string;
  readonly turns: TurnQueue;
  /** The server's own pings. */
  readonly heartbeat: Heartbeat;
  /** How long the handshake and each answer may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Which part of the pool connecting and subscribing may use. */
  readonly weightShare: number;
  readonly random: Random;
  /** Called once when it is over, and nobody can join any more. */
  readonly over: () => void;
}

/** The field of every event on the WebSocket API that holds its time. */
const TIME_FIELD = "E";

/** Request weights, as web-socket-api.md of https://github.com/binance/binance-spot-api-docs has them. */
const WEIGHT = { unsubscribe: 2, time: 1 } as const;

/** What can wait. */
const asReplacement = (): DialUrgency => "replacement";

/** A connection gives up its members at an age drawn between these: the exchange cuts it after a day. */
const RETIRES_FROM_MS = 12 * 3_600_000;
const RETIRES_BY_MS = 20 * 3_600_000;

/** A connection takes 65,535 subscribes in its life. */
const MOST_SUBSCRIBES = 65_000;

/** How often those on a connection are told that it was heard, at most. */
const TELL_EVERY_MS = 1_000;

/** Where the exchange's clock is known better than this, a new connection does not ask for the time. */
const WELL_KNOWN_MS = 500;

/**
 * Where it is known no better than this any more, it is asked again, at most once a minute: after a sleep nobody knows
 * which clock was right, and an account that does not trade has no events that would tell.
 */
const POORLY_KNOWN_MS = 2_000;
const ASKS_TIME_EVERY_MS = 60_000;

/** Too many subscriptions: there is no room for one more. */
const TOO_MANY_SUBSCRIPTIONS = -1191;

/** The connection has given out all its numbers. */
const NO_NUMBER_LEFT = -2042;

/** The subscription had ended before. */
const SUBSCRIPTION_INACTIVE = -2036;

/**
 * One connection to the WebSocket API, with the subscriptions of many accounts. It connects for the first of them, and
 * closes when the last has left.
 */
export class ApiConnection implements SeatHome {
  readonly router: EventRouter;
  readonly #settings: ApiConnectionSettings;
  readonly #seats = new Set<Seat>();
  /** Accounts that are subscribed here, or may be: the exchange takes each only once. */
  readonly #accounts = new Set<string>();
  readonly #retiresAtMs: number;
  readonly #over = new AbortController();
  /** One for each unsubscribe that is under way: a thousand listeners on one signal make a runtime warn of a leak. */
  readonly #leaving = new Set<AbortController>();
  readonly #dial: ApiDial;
  #dialledAt: Instant | undefined;
  #wire: Wire | undefined;
  readonly #retiring = new Set<"age" | "shutdown">();
  #subscribes = 0;
  #isFull = false;
  #toldAt = Number.NEGATIVE_INFINITY;
  #mayAskTimeAt = Number.NEGATIVE_INFINITY;
  #isAskingTime = false;

  constructor(settings: ApiConnectionSettings) {
    const { clock, timeoutMs, random } = settings;
    this.#settings = settings;
    this.router = new EventRouter(clock, timeoutMs);
    const budgets = (): CallBudget[] => Array.from(this.#seats, ({ occupant }) => occupant.budget);
    this.#dial = new ApiDial({ ...settings, budgets }, () => this.#connect());
    this.#retiresAtMs = RETIRES_FROM_MS + random() * (RETIRES_BY_MS - RETIRES_FROM_MS);
  }

  /** When it was opened; absent before. */
  get openedAt(): Instant | undefined {
    return this.#wire?.openedAt;
  }

  /** When it was last heard; absent before it was open. */
  get heardAt(): Proof | undefined {
    return this.#wire?.heardAt;
  }

  /** Within how many milliseconds it is noticed that it is dead. */
  get livenessBoundMs(): number {
    return this.#wire?.livenessBoundMs ?? this.#settings.timeoutMs;
  }

  /** The clock that it goes by. */
  get clock(): Clock {
    return this.#settings.clock;
  }

  /** The best guess at the present time of the exchange, in epoch milliseconds. */
  get exchangeNow(): number {
    return this.#settings.exchangeTime.estimate(this.clock.now());
  }

  /** Whether requests can be sent. */
  get isOpen(): boolean {
    return this.#wire?.isOpen ?? false;
  }

  /** Whether an account may take a seat, if there may be so many accounts. */
  takes(account: string, mostAccounts: number): boolean {
    if (this.#isOver || this.#isFull || this.#retiring.size > 0) return false;
    return this.#accounts.size < mostAccounts && !this.#accounts.has(account);
  }

  /** Takes a seat, and dials if that has not been done: as urgently as the most urgent member wants. */
  join(account: string, occupant: Occupant, urgency: DialUrgency): Seat {
    const seat = new Seat(this, account, occupant);
    this.#accounts.add(account);
    this.#seats.add(seat);
    if (this.#wire === undefined) this.#dial.want(urgency);
    else occupant.budget.spend();
    return seat;
  }

  subscribe(request: WireRequest): Promise<WireAnswer> {
    this.#subscribes += 1;
    const answer = this.request(request);
    const look = ({ error }: WireAnswer): void => {
      if (error?.code === TOO_MANY_SUBSCRIPTIONS) this.#isFull = true;
      const hasNoneLeft = error?.code === NO_NUMBER_LEFT || this.#subscribes >= MOST_SUBSCRIBES;
      if (hasNoneLeft) this.#retire("age");
    };
    answer.then(look, () => this.probe());
    return answer;
  }

  /** Sends a request. @throws `NETWORK` or `CLOSED` if it is not open, `TIMEOUT` if the answer does not come. */
  request(request: WireRequest): Promise<WireAnswer> {
    return this.#wire?.request(request) ?? Promise.reject(transportErrorFrom(undefined));
  }

  /** Waits for a turn in the pool. @throws `ABORTED` */
  turn(turn: Pick<TurnRequest, "urgency" | "weight">, signal: AbortSignal): Promise<void> {
    const { turns, weightShare: share, random } = this.#settings;
    return turns.take({ ...turn, share, random }, signal);
  }

  /** Judges an answer to a request. @returns What it said. @throws `RATE_LIMITED`, `REJECTED`, `BAD_RESPONSE` */
  resultOf(answer: WireAnswer, call: Parameters<typeof resultOf>[1]): unknown {
    return resultOf(answer, call, this.#settings);
  }

  async unsubscribe(subscriptionId: number): Promise<boolean> {
    if (this.#isOver) return false;
    const { clock, timeoutMs } = this.#settings;
    const method = "userDataStream.unsubscribe";
    const errorFrom = (): ListenKeyError => transportErrorFrom(undefined);
    const leaving = new AbortController();
    const limits = { clock, timeoutMs, signal: leaving.signal, errorFrom };
    const turn = { urgency: asReplacement, weight: WEIGHT.unsubscribe } as const;
    this.#leaving.add(leaving);
    try {
      await withinTime(limits, ({ full }) => this.turn(turn, full));
      const sentAt = instantOf(clock);
      // Never without the number: that would end every account on the connection.
      const answer = await this.request({ method, params: { subscriptionId } });
      this.resultOf(answer, { method, sentAt, secrets: [] });
      return true;
    } catch (error) {
      return exchangeCodeOf(error) === SUBSCRIPTION_INACTIVE;
    } finally {
      this.#leaving.delete(leaving);
    }
  }

  /** Asks for the time of the exchange. @throws Whatever a request may end with. */
  async readClock(urgency: () => DialUrgency, signal: AbortSignal): Promise<void> {
    const { clock, exchangeTime } = this.#settings;
    await this.turn({ urgency, weight: WEIGHT.time }, signal);
    const sentAt = instantOf(clock);
    const answer = await this.request({ method: "time" });
    const receivedAt = instantOf(clock);
    this.resultOf(answer, { method: "time", sentAt, secrets: [] });
    const serverFrom = serverTimeIn(answer);
    if (serverFrom === undefined) return;
    exchangeTime.learn({ sentAt, receivedAt, serverFrom, serverTo: serverFrom });
  }

  /** Asks the server at once whether it lives, and looks whether the connection's time has come. */
  probe(): void {
    this.#wire?.probe();
    this.#age();
  }

  vacate(seat: Seat): boolean {
    this.#seats.delete(seat);
    if (this.#seats.size === 0) this.#close();
    return !this.#isOver;
  }

  free(account: string): void {
    this.#accounts.delete(account);
  }

  get #isOver(): boolean {
    return this.#over.signal.aborted;
  }

  #connect(): void {
    const { governor, draw, clock } = this.#settings;
    for (const { occupant } of this.#seats) occupant.budget.spend();
    this.#dialledAt = instantOf(clock);
    const dialled = (isOpen: boolean): void => governor.dialled(draw, isOpen);
    // A question is a request like any other: while the exchange wants none, its own pings have to do.
    const mayProbe = (): boolean => governor.blockedFor(draw) <= 0;
    this.#wire = new Wire(
      {
        ...this.#settings,
        probe: { method: "ping" },
        isProbeSure: true,
        moments: momentsOf(this.#settings.exchangeTime, TIME_FIELD),
        probeAnswered: (answer, sentAt) => heed(answer, sentAt, this.#settings),
        mayProbe,
        dialled,
      },
      {
        open: () => this.#opened(),
        heard: (readAt) => this.#heard(readAt),
        event: (event) => this.#event(event),
        rejected: (frame) => this.#everySeat(({ occupant }) => occupant.rejected(frame)),
        // Every server of this kind answers a ping, so silence is proof.
        unproven: () => undefined,
        ended: (end) => this.#ended(end),
      },
    );
  }

  #opened(): void {
    this.#everySeat(({ occupant }) => occupant.opened());
    this.#keepTime(WELL_KNOWN_MS);
  }

  /** Asks for the time if the exchange's clock is known no better than so. */
  #keepTime(uncertaintyMs: number): void {
    const { clock, exchangeTime } = this.#settings;
    // In a silence it waits for its turn for long.
    if (this.#isAskingTime) return;
    const [now, { earliest, latest }] = [clock.monotonic(), exchangeTime.toExchange(0)];
    if (latest - earliest <= uncertaintyMs || now < this.#mayAskTimeAt) return;
    this.#mayAskTimeAt = now + ASKS_TIME_EVERY_MS;
    this.#isAskingTime = true;
    const asked = (): void => void (this.#isAskingTime = false);
    this.readClock(asReplacement, this.#over.signal).then(asked, asked);
  }

  #heard(readAt: Instant): void {
    if (readAt.monotonic - this.#toldAt < TELL_EVERY_MS) return;
    this.#toldAt = readAt.monotonic;
    this.#age();
    this.#keepTime(POORLY_KNOWN_MS);
    this.#everySeat(({ occupant }) => occupant.heard(readAt));
  }

  /** It is heard so often that its age needs no timer. */
  #age(): void {
    const { openedAt } = this;
    if (openedAt === undefined) return;
    if (elapsedSince(this.#settings.clock, openedAt) >= this.#retiresAtMs) this.#retire("age");
  }

  #retire(reason: "age" | "shutdown"): void {
    if (this.#isOver || this.#retiring.has(reason)) return;
    this.#retiring.add(reason);
    this.#everySeat(({ occupant }) => occupant.retiring(reason));
  }

  #event(event: WireEvent): void {
    const { type, subscriptionId, text } = event;
    if (type === "serverShutdown") return this.#retire("shutdown");
    if (subscriptionId !== undefined) return this.router.route(subscriptionId, event);
    if (this.router.routeUnnamed(event)) return;
    const frame = { reason: "no event", size: text.length } as const;
    this.#everySeat(({ occupant }) => occupant.rejected(frame));
  }

  /** Whatever is done in the middle of it: each is told who still sits when their turn comes. */
  #everySeat(tell: (seat: Seat) => void): void {
    for (const seat of Array.from(this.#seats)) if (this.#seats.has(seat)) tell(seat);
  }

  #ended(end: WireEnd): void {
    this.#close();
    const told = endOfConnection(end, { ...this.#settings, dialledAt: this.#dialledAt });
    this.#everySeat(({ occupant }) => occupant.ended(told));
  }

  /** From now on nothing comes and nothing goes; those who still sit have to be told. */
  #close(): void {
    if (this.#isOver) return;
    this.#dial.cancel();
    this.#wire?.close();
    this.#over.abort();
    for (const each of this.#leaving) each.abort();
    this.#settings.over();
  }
}
