import type { Clock, ListenKeyError, Product } from "@listenkey/core";
import type { ExchangeTime } from "@listenkey/core/kit";
import type { AccountEvent, EventFacts, EventPayload } from "@listenkey/core/product";
import type { Gap, GapCause, StreamItem } from "../gap.ts";
import type { BufferLimits } from "../options.ts";
import { EventKinds } from "./event-kinds.ts";
import { Readers, type Missed } from "./readers.ts";
import { StreamEvent, type DeliverableFrame } from "./stream-event.ts";

/** Each socket may get its own send times, so far apart in milliseconds: an event's own is not when it was produced. */
const SEND_TIME_MS = 1_000;

/** What a {@link Delivery} needs. */
export interface DeliverySettings<Payload extends EventPayload> {
  readonly product: Product<Payload>;
  /** The user's label for the account. */
  readonly account: string | undefined;
  /** The names of the events that are wanted; absent for all, unknown ones included. */
  readonly filter: ReadonlySet<string> | undefined;
  /** How much may wait for each iterator. */
  readonly buffer: Required<BufferLimits>;
  readonly clock: Clock;
  readonly exchangeTime: Pick<ExchangeTime, "toExchange" | "estimate">;
  /** Who hears of each item, apart from the iterators: the stream's `Listeners`. */
  readonly listeners: ItemListeners<Payload>;
}

/** The part of the stream's `Listeners` that hears of items. */
interface ItemListeners<Payload extends EventPayload> {
  /** Never throws. */
  emit(name: "event", item: StreamItem<Payload>): void;
}

/** How much a {@link Delivery} has delivered. */
export interface DeliveryCounts {
  /** Gaps not counted. */
  readonly events: number;
  /** Of these, after events that followed them. */
  readonly late: number;
  /** Those that everybody got, and those of iterators that follow one that ran over. */
  readonly gaps: number;
}

/** An interval in which events may be missing, in epoch milliseconds of the exchange's clock. */
export interface GapInterval {
  readonly from: number;
  readonly to: number;
  readonly cause: GapCause;
}

/**
 * Brings what a stream has decided to whoever consumes it: numbers the items, and gives each to every iterator and
 * listener. It never waits for any of them, and none can hurt another.
 *
 * An item has the same number for everybody. An iterator that follows one that ran over begins with a gap that stands
 * for the items in between: from `afterSeq + 1` up to its own `seq`, so that nothing is unaccounted for.
 */
export class Delivery<Payload extends EventPayload> {
  readonly #settings: DeliverySettings<Payload>;
  readonly #kinds: EventKinds;
  readonly #readers: Readers<StreamItem<Payload>>;
  /** What listeners have not heard yet, because they are in the middle of another item. */
  #untold: StreamItem<Payload>[] = [];
  #isTelling = false;
  #isOver = false;
  #failure: ListenKeyError | undefined;
  #seq = 0;
  readonly #counts = { events: 0, late: 0, gaps: 0 };
  #lastEvent: EventFacts | undefined;

  constructor(settings: DeliverySettings<Payload>) {
    this.#settings = settings;
    this.#kinds = new EventKinds(settings.product, settings.account);
    this.#readers = new Readers({
      limits: settings.buffer,
      sizeOf: (item) => (isGap(item) ? 0 : item.raw.length),
      lossOf: (item) => this.#lossOf(item),
      isBacklog: (item) => isGap(item) && item.cause === "backlog",
    });
  }

  /** How much it has delivered; grows as it does. */
  get counts(): DeliveryCounts {
    return this.#counts;
  }

  /** How long the last event had been under way, in milliseconds; absent before the first, and if it told no time. */
  get lagMs(): number | undefined {
    const { time, receivedAt = 0 } = this.#lastEvent ?? {};
    return time === undefined ? undefined : this.#settings.exchangeTime.estimate(receivedAt) - time;
  }

  /**
   * Delivers an event. One that the filter leaves out has no number either.
   *
   * @param late Events of its type that came after it have been delivered before.
   */
  deliver(frame: DeliverableFrame, late: boolean): void {
    const { filter } = this.#settings;
    if (this.#isOver || (filter !== undefined && !filter.has(frame.type))) return;
    const event = new StreamEvent(this.#kinds.named(frame.type), frame, this.#seq + 1);
    if (late) event.late = true;
    this.#lastEvent = event;
    this.#counts.events += 1;
    if (late) this.#counts.late += 1;
    // The class has what each member of the union has; which of them it is, its `type` tells.
    this.#publish(event as unknown as AccountEvent<Payload>);
  }

  /** Delivers a gap, whatever the filter. */
  gap(interval: GapInterval): void {
    if (this.#isOver) return;
    this.#publish(this.#gapOf(interval, { seq: this.#seq + 1, afterSeq: this.#seq }));
  }

  /** An iterator over what is delivered from now on, and before that a gap if an earlier one has run over. */
  iterate(): AsyncIterableIterator<StreamItem<Payload>> {
    const missed = this.#readers.takeMissed();
    const iterator = this.#readers.open();
    if (missed !== undefined) iterator.offer(this.#backlogOf(missed));
    if (this.#failure !== undefined) iterator.fail(this.#failure);
    else if (this.#isOver) iterator.end();
    return iterator;
  }

  /** Ends everything at once: what iterators have not read yet is dropped, and nobody hears anything more. */
  end(): void {
    this.#isOver = true;
    this.#failure = undefined;
    this.#untold = [];
    this.#readers.end();
  }

  /** The stream has failed: iterators, later ones too, give what they have, then throw the error once. */
  fail(error: ListenKeyError): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#failure = error;
    this.#readers.fail(error);
  }

  #publish(item: StreamItem<Payload>): void {
    this.#seq = item.seq;
    this.#readers.offer(item);
    if (this.#isTelling) this.#untold.push(item);
    else this.#tell(item);
  }

  /** A listener may cause another item; that waits until all have heard the first. */
  #tell(first: StreamItem<Payload>): void {
    const { listeners } = this.#settings;
    this.#isTelling = true;
    listeners.emit("event", first);
    for (let item = this.#untold.shift(); item !== undefined; item = this.#untold.shift()) {
      listeners.emit("event", item);
    }
    this.#isTelling = false;
  }

  #backlogOf({ from, to, afterSeq }: Missed): Gap {
    const { clock, exchangeTime } = this.#settings;
    const interval = {
      from: Math.floor(from),
      to: Math.ceil(Math.max(to, exchangeTime.toExchange(clock.now()).latest)),
      cause: "backlog",
    } as const;
    return this.#gapOf(interval, { seq: this.#seq, afterSeq });
  }

  #gapOf({ from, to, cause }: GapInterval, place: Pick<Gap, "seq" | "afterSeq">): Gap {
    const { product, account } = this.#settings;
    this.#counts.gaps += 1;
    return {
      type: "gap",
      ...place,
      product: product.id,
      ...(account !== undefined && { account }),
      from,
      to,
      cause,
    };
  }

  #lossOf(item: StreamItem<Payload>): Missed {
    if (isGap(item)) return item;
    const { earliest, latest } = this.#settings.exchangeTime.toExchange(item.receivedAt);
    const { seq, time } = item;
    const from = time === undefined ? earliest : time - SEND_TIME_MS;
    return { afterSeq: seq - 1, from, to: time ?? latest };
  }
}

function isGap(item: { readonly type: string }): item is Gap {
  return item.type === "gap";
}
