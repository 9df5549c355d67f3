import type { EventSentRecord } from "../log/log-record.ts";

/** What can be done to a frame on a socket that is well, so that nobody can notice what is missing. */
const SPOILT = new Set(["drop", "corrupt", "binary"]);

/** One copy of an event, on its way to one socket. */
export interface EventCopy {
  /** The event's number in the log. */
  readonly event: number;
  /** The socket's number in the log. */
  readonly socket: number;
  /** When it left, or was withheld, in epoch milliseconds. */
  readonly at: number;
  /** Whether the event left as it was. */
  readonly isWhole: boolean;
  /** What was done to it, or why it was withheld; absent if nothing was. */
  readonly fault?: string;
}

/** Which sockets each event was sent to, and what was done to it on the way. */
export class SentEvents {
  /** Event, socket and time of each frame that left untouched, in turn: a day has very many. */
  readonly #untouched: number[] = [];
  readonly #touched: EventCopy[] = [];

  add({ kind, event, socket, at, fault }: EventSentRecord): void {
    if (fault === undefined && kind === "eventSent") {
      this.#untouched.push(event, socket, at);
      return;
    }
    const isWhole = kind === "eventSent" && !SPOILT.has(fault ?? "");
    this.#touched.push({ event, socket, at, isWhole, ...(fault !== undefined && { fault }) });
  }

  /** The copies that something was done to, in the order in which that happened. */
  get touched(): readonly EventCopy[] {
    return this.#touched;
  }

  /** All copies of some events, by the event. */
  copiesOf(events: ReadonlySet<number>): ReadonlyMap<number, readonly EventCopy[]> {
    const copies = new Map<number, EventCopy[]>();
    if (events.size === 0) return copies;
    const keep = (copy: EventCopy): void => {
      const ofEvent = copies.get(copy.event);
      if (ofEvent === undefined) copies.set(copy.event, [copy]);
      else ofEvent.push(copy);
    };
    const untouched = this.#untouched;
    for (let index = 0; index < untouched.length; index += 3) {
      const event = untouched[index] ?? 0;
      if (!events.has(event)) continue;
      keep({
        event,
        socket: untouched[index + 1] ?? 0,
        at: untouched[index + 2] ?? 0,
        isWhole: true,
      });
    }
    for (const copy of this.#touched) if (events.has(copy.event)) keep(copy);
    return copies;
  }

  /** Those of some events that reached none of the sockets whole, one of which would have brought it. */
  untold(events: readonly number[], isOurs: (copy: EventCopy) => boolean): ReadonlySet<number> {
    const asked = new Set(events);
    const spoilt = new Set<number>();
    for (const copy of this.#touched) {
      const { event, fault = "" } = copy;
      if (SPOILT.has(fault) && asked.has(event) && isOurs(copy)) spoilt.add(event);
    }
    const untold = new Set<number>(spoilt);
    for (const [event, copies] of this.copiesOf(spoilt)) {
      if (copies.some((copy) => copy.isWhole && isOurs(copy))) untold.delete(event);
    }
    return untold;
  }
}
