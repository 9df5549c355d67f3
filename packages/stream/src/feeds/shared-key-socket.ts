import { RejectedError, type CancelTimer, type ListenKeyError } from "@listenkey/core";
import {
  elapsedSince,
  instantOf,
  type CallBudget,
  type DialUrgency,
  type Instant,
} from "@listenkey/core/kit";
import { Wire, type WireAnswer, type WireEvent, type WireSettings } from "../wire/wire.ts";
import { readKeyExpiry } from "./key-expiry.ts";
import type { KeyLink, LinkEnd, LinkHandlers } from "./key-link.ts";
import { SubscriptionOutbox, type SubscriptionOrder } from "./subscription-outbox.ts";

/** How often those on a socket are told that it was heard, at most. */
const TELL_EVERY_MS = 1_000;

/** From this age on a socket takes no more keys: those on it will soon look for another. */
const TAKES_KEYS_FOR_MS = 12 * 3_600_000;

const URGENCIES: readonly DialUrgency[] = ["first", "second", "replacement"];

/** A dial that is wanted. */
export interface WantedDial {
  readonly urgency: DialUrgency;
  /** What the accounts may still dial that want it, at this moment. */
  readonly budgets: () => readonly CallBudget[];
}

/** A listen key that wants to be on a socket. */
export interface KeyMember {
  readonly listenKey: string;
  readonly urgency: DialUrgency;
  /** What its account may still dial. */
  readonly budget: CallBudget;
  readonly handlers: LinkHandlers;
}

/** What a {@link SharedKeySocket} needs. */
export interface SharedKeySocketSettings extends WireSettings {
  /** Waits for a turn to dial, which the accounts on the socket pay for. @returns Gives the turn up. */
  readonly dial: (wanted: WantedDial, go: () => void) => CancelTimer;
  /** What `SUBSCRIBE` names for a key. */
  readonly items: (listenKey: string) => readonly string[];
  /** The field of events that holds their time. */
  readonly timeField: string;
  /** It is for one key alone, so whatever comes is for it. */
  readonly isDedicated: boolean;
  /** Called when it is over, and nobody can join any more. */
  readonly over: () => void;
}

/** A listen key on the socket. */
interface Seat extends Omit<KeyMember, "urgency"> {
  /** The order that asks for it, until it is sent. */
  order: SeatOrder | undefined;
  hasJoined: boolean;
}

interface SeatOrder extends SubscriptionOrder {
  readonly seat: Seat;
}

/**
 * A socket on which listen keys are subscribed to, many side by side. It connects for the first of them, and closes when
 * the last has left.
 */
export class SharedKeySocket {
  readonly #settings: SharedKeySocketSettings;
  readonly #seats = new Map<string, Seat>();
  /** Keys that are being unsubscribed from, and who waits for it. */
  readonly #leaving = new Map<string, () => void>();
  readonly #outbox: SubscriptionOutbox<SeatOrder>;
  #dialling: { readonly urgency: DialUrgency; readonly cancel: CancelTimer } | undefined;
  #dialledAt: Instant | undefined;
  #wire: Wire | undefined;
  #toldAt = Number.NEGATIVE_INFINITY;
  /** The server is going away, or may have gone. */
  #isRetired = false;
  #isOver = false;

  constructor(settings: SharedKeySocketSettings) {
    this.#settings = settings;
    this.#outbox = new SubscriptionOutbox(settings.clock, (orders) => this.#send(orders));
  }

  /** Whether a key may join it, if it carries no more than so many. The same key cannot be on it twice. */
  takes(listenKey: string, mostKeys: number): boolean {
    const openedAt = this.#wire?.openedAt;
    const isYoung =
      openedAt === undefined || elapsedSince(this.#settings.clock, openedAt) < TAKES_KEYS_FOR_MS;
    const hasRoom = this.#seats.size + this.#leaving.size < mostKeys;
    const isNew = !this.#seats.has(listenKey) && !this.#leaving.has(listenKey);
    return isYoung && hasRoom && isNew && !this.#isRetired && !this.#isOver;
  }

  /** Puts a key on it, and dials if that has not been done yet: as urgently as the most urgent key wants. */
  join({ urgency, ...member }: KeyMember): KeyLink {
    const seat: Seat = { ...member, order: undefined, hasJoined: false };
    this.#seats.set(seat.listenKey, seat);
    if (this.#wire === undefined) {
      this.#dial(urgency);
    } else {
      seat.budget.spend();
      if (this.#wire.isOpen) this.#ask(seat, false);
    }
    return this.#linkOf(seat);
  }

  #linkOf(seat: Seat): KeyLink {
    const wire = (): Wire | undefined => this.#wire;
    const { pingEveryMs, pongWithinMs } = this.#settings.heartbeat;
    let left: Promise<void> | undefined;
    return {
      get connectedAt() {
        return wire()?.openedAt;
      },
      get heardAt() {
        return wire()?.heardAt;
      },
      get livenessBoundMs() {
        return wire()?.livenessBoundMs ?? pingEveryMs + pongWithinMs;
      },
      probe: () => wire()?.probe(),
      close: () => (left ??= this.#leave(seat)),
    };
  }

  #dial(urgency: DialUrgency): void {
    const current = this.#dialling;
    if (current && URGENCIES.indexOf(current.urgency) <= URGENCIES.indexOf(urgency)) return;
    current?.cancel();
    const budgets = (): CallBudget[] => Array.from(this.#seats.values(), ({ budget }) => budget);
    const cancel = this.#settings.dial({ urgency, budgets }, () => this.#connect());
    this.#dialling = { urgency, cancel };
  }

  #connect(): void {
    this.#dialledAt = instantOf(this.#settings.clock);
    this.#wire = new Wire(this.#settings, {
      open: () => this.#everySeat((seat) => this.#ask(seat, false)),
      heard: (readAt) => this.#heard(readAt),
      event: (event) => this.#event(event),
      rejected: (frame) => this.#first?.handlers.rejected(frame),
      unproven: () => {
        this.#isRetired = true;
        this.#everySeat(({ handlers }) => handlers.unproven());
      },
      ended: ({ error, refusal }) => this.#ended({ error, refusal, dialledAt: this.#dialledAt }),
    });
  }

  /** Whatever is done in the middle of it: each seat is told that is still taken when its turn comes. */
  #everySeat(tell: (seat: Seat) => void): void {
    for (const seat of Array.from(this.#seats.values())) if (this.#isSeated(seat)) tell(seat);
  }

  #isSeated(seat: Seat): boolean {
    return this.#seats.get(seat.listenKey) === seat;
  }

  #ask(seat: Seat, isAlone: boolean): void {
    const items = this.#settings.items(seat.listenKey);
    seat.order = { method: "SUBSCRIBE", items, isAlone, seat };
    this.#outbox.add(seat.order);
  }

  #send(orders: readonly SeatOrder[]): void {
    const method = orders[0]?.method ?? "SUBSCRIBE";
    const params = orders.flatMap(({ items }) => items);
    const answer = this.#wire?.request({ method, params });
    const seats = orders.map(({ seat }) => seat);
    if (method === "UNSUBSCRIBE") {
      const left = (): void => seats.forEach(({ listenKey }) => this.#left(listenKey));
      return void answer?.then(left, left);
    }
    answer?.then(
      (told) => this.#answered(seats, told),
      (error: ListenKeyError) => this.#unanswered(seats, error),
    );
    for (const seat of seats) this.#joined(seat);
  }

  #joined(seat: Seat): void {
    seat.order = undefined;
    if (seat.hasJoined || !this.#isSeated(seat)) return;
    seat.hasJoined = true;
    seat.handlers.joined();
  }

  #answered(seats: readonly Seat[], { status, error }: WireAnswer): void {
    const present = seats.filter((seat) => this.#isSeated(seat));
    for (const seat of present) {
      if (!this.#isSeated(seat)) continue;
      if (error === undefined) seat.handlers.acknowledged();
      // Perhaps only one of them is at fault.
      else if (seats.length > 1) this.#ask(seat, true);
      else this.#expel(seat, refused(status, error.code));
    }
  }

  #unanswered(seats: readonly Seat[], error: ListenKeyError): void {
    this.#wire?.probe();
    for (const seat of seats) if (this.#isSeated(seat)) this.#expel(seat, error);
  }

  #expel(seat: Seat, error: ListenKeyError): void {
    void this.#leave(seat);
    seat.handlers.ended({ error, refusal: undefined, dialledAt: this.#dialledAt });
  }

  #heard(readAt: Instant): void {
    if (readAt.monotonic - this.#toldAt < TELL_EVERY_MS) return;
    this.#toldAt = readAt.monotonic;
    this.#everySeat(({ handlers }) => handlers.heard(readAt));
  }

  #event(event: WireEvent): void {
    if (event.type !== "serverShutdown") return this.#seatOf(event)?.handlers.event(event);
    this.#isRetired = true;
    this.#everySeat(({ handlers }) => handlers.event(event));
  }

  /** Whose event it is. Nobody's, if the key has left or was never here. */
  #seatOf(event: WireEvent): Seat | undefined {
    const seat = this.#settings.isDedicated ? this.#first : this.#seatNamed(this.#nameIn(event));
    return seat?.hasJoined ? seat : undefined;
  }

  /** By `<key>` or `<key>@<event>`. */
  #seatNamed(name: string): Seat | undefined {
    return (
      this.#seats.get(name) ?? this.#seats.get(name.slice(0, Math.max(0, name.lastIndexOf("@"))))
    );
  }

  #nameIn({ stream, type, text }: WireEvent): string {
    if (stream !== undefined || type !== "listenKeyExpired") return stream ?? "";
    const { clock, timeField } = this.#settings;
    return readKeyExpiry(text, timeField, clock.now()).listenKey ?? "";
  }

  get #first(): Seat | undefined {
    for (const seat of this.#seats.values()) return seat;
    return undefined;
  }

  #leave(seat: Seat): Promise<void> {
    if (!this.#isSeated(seat)) return Promise.resolve();
    const { listenKey, order, hasJoined } = seat;
    this.#seats.delete(listenKey);
    if (this.#seats.size === 0) this.#close();
    else if (order !== undefined) this.#outbox.remove(order);
    if (this.#isOver || !hasJoined) return Promise.resolve();
    return new Promise((resolve) => {
      this.#leaving.set(listenKey, resolve);
      const items = this.#settings.items(listenKey);
      this.#outbox.add({ method: "UNSUBSCRIBE", items, isAlone: false, seat });
    });
  }

  #left(listenKey: string): void {
    this.#leaving.get(listenKey)?.();
    this.#leaving.delete(listenKey);
  }

  #ended(end: LinkEnd): void {
    this.#close();
    this.#everySeat((seat) => {
      this.#seats.delete(seat.listenKey);
      seat.handlers.ended(end);
    });
  }

  /** From now on nothing comes and nothing goes; those who are still on it have to be told. */
  #close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#outbox.clear();
    this.#dialling?.cancel();
    this.#wire?.close();
    for (const resolve of this.#leaving.values()) resolve();
    this.#leaving.clear();
    this.#settings.over();
  }
}

/** What the server says may repeat the key, so only its number is told. */
function refused(status: number, code: number): ListenKeyError {
  return new RejectedError(`The exchange refused to subscribe the listen key (${code})`, {
    status,
    exchangeCode: code,
  });
}
