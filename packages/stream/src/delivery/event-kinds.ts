import type { Product } from "@listenkey/core";
import type { EventKind } from "./stream-event.ts";

/** The kinds of events of one stream, made when the first of each comes. */
export class EventKinds {
  readonly #product: Pick<Product, "id" | "events">;
  readonly #account: string | undefined;
  readonly #known = new Map<string, EventKind>();

  constructor(product: Pick<Product, "id" | "events">, account: string | undefined) {
    this.#product = product;
    this.#account = account;
  }

  /** The kind of the events of a name. */
  named(name: string): EventKind {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const { id, events } = this.#product;
    // The product's own string: programs compare it at once, and one cut out of a frame would keep the frame in memory.
    const documented = events.names.find((each) => each === name);
    const kind: EventKind = {
      product: id,
      account: this.#account,
      name: documented ?? name,
      isKnown: documented !== undefined,
      ids: events.ids[name] ?? [],
      timeField: events.timeField,
    };
    // Unknown names are not kept: nobody knows how many there are.
    if (kind.isKnown) this.#known.set(kind.name, kind);
    return kind;
  }
}
