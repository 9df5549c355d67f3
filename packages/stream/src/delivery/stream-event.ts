import { parsePayload, type IdPaths } from "@listenkey/core/kit";
import { eventTimeOf } from "../events/event-text.ts";

/** An event as it came from a feed. */
export interface DeliverableFrame {
  /** The inner text of the event, a sound one. */
  readonly text: string;
  /** The event's name; empty if it has none. */
  readonly type: string;
  /** When it arrived, in epoch milliseconds of the local clock. */
  readonly receivedAt: number;
}

/** What the events of one name have in common on one stream. */
export interface EventKind {
  /** The product's id. */
  readonly product: string;
  /** The label that the stream was opened with. */
  readonly account: string | undefined;
  /** The event's name as the exchange spells it. */
  readonly name: string;
  /** Whether the product documents it. */
  readonly isKnown: boolean;
  /** The fields that hold ids. */
  readonly ids: IdPaths;
  /** The field at the top that holds the send time. */
  readonly timeField: string;
}

const KIND: unique symbol = Symbol("kind");
const DATA: unique symbol = Symbol("data");

/**
 * What an event carries and does not show. Not `#private`: then `data` could not be read through a proxy, such as
 * reactive frameworks put around everything.
 */
interface Hidden {
  [KIND]: EventKind;
  /** What was parsed; nothing before. */
  [DATA]: unknown;
}

function hiddenIn(event: StreamEvent): Hidden {
  return event as unknown as Hidden;
}

/**
 * An event as the user gets it; see `AccountEvent` for what each field says.
 *
 * One object, whatever the event. The text is parsed when `data` is first read, and never if nobody reads it.
 */
export class StreamEvent {
  readonly seq: number;
  readonly product: string;
  readonly type: string;
  readonly time: number | undefined;
  readonly raw: string;
  readonly receivedAt: number;
  declare readonly account?: string;
  /** Of unknown events only. */
  declare readonly name?: string;
  /** Set right after it was made, if at all. */
  declare late?: true;

  constructor(kind: EventKind, frame: DeliverableFrame, seq: number) {
    this.seq = seq;
    this.product = kind.product;
    this.type = kind.isKnown ? kind.name : "unknown";
    this.time = eventTimeOf(frame.text, kind.timeField);
    this.raw = frame.text;
    this.receivedAt = frame.receivedAt;
    hiddenIn(this)[KIND] = kind;
    hiddenIn(this)[DATA] = undefined;
    if (kind.account !== undefined) this.account = kind.account;
    if (!kind.isKnown) this.name = kind.name;
  }

  /** What the exchange sent, parsed at the first read and then kept. Never throws. */
  get data(): unknown {
    const { [DATA]: kept, [KIND]: kind } = hiddenIn(this);
    if (kept !== undefined) return kept;
    const data = payloadOf(this.raw, kind);
    // Unlike an assignment this does not throw on an event that somebody has frozen.
    Reflect.set(this, DATA, data);
    return data;
  }

  /** Everything but `raw`, which says nothing that `data` does not. */
  toJSON(): object {
    const { seq, product, account, type, name, time, receivedAt, late, data } = this;
    return {
      seq,
      product,
      ...(account !== undefined && { account }),
      type,
      ...(name !== undefined && { name }),
      time,
      receivedAt,
      ...(late && { late }),
      data,
    };
  }

  static {
    // What `console.log` shows in Node, Bun and Deno.
    Object.defineProperty(this.prototype, Symbol.for("nodejs.util.inspect.custom"), {
      value(this: StreamEvent): object {
        return this.toJSON();
      },
    });
  }
}

/**
 * Frames are looked at before they are delivered, so this does not fail for what they say; a runtime may still give up
 * on one of many megabytes. Then the name is all that is told, and `raw` has the rest.
 */
function payloadOf(text: string, { name, ids }: EventKind): unknown {
  try {
    return parsePayload(text, ids);
  } catch {
    return { e: name };
  }
}
