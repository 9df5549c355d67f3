import type { StreamMutant } from "./mutant.ts";

/** The defects that concern events: how two feeds become one stream, and how that reaches the program. */
export const deliveryMutants: readonly StreamMutant[] = [
  {
    id: "M10",
    defect: "a bounded queue drops silently",
    caughtBy: "I14",
    title: "a program that reads no more loses nothing silently",
    way: "umfutures",
    complaint: "the iterator throws BACKLOG",
    changes: [
      {
        file: "stream/src/delivery/item-iterator.ts",
        find: "else if (!this.#buffer.push(item)) this.#overflow(item);",
        replace:
          "else if (!this.#buffer.push(item)) { this.#buffer.shift(); this.#buffer.push(item); }",
      },
    ],
  },
  {
    id: "M10 (ended)",
    defect: "a bounded queue ends the reader",
    caughtBy: "I14",
    title: "a program that reads no more loses nothing silently",
    way: "umfutures",
    complaint: "the iterator throws BACKLOG",
    changes: [
      {
        file: "stream/src/delivery/item-iterator.ts",
        find: "this.fail(new BacklogError(dropped.length));",
        replace: "this.end();",
      },
    ],
  },
  {
    id: "M12",
    defect: "an unknown event kills the stream",
    caughtBy: "5",
    title: "an event that nobody knows is delivered like any other",
    way: "umfutures",
    complaint: "names: expected",
    changes: [
      {
        file: "stream/src/stream/conductor.ts",
        find: "this.#forms.proved(feed.form);",
        replace: `this.#forms.proved(feed.form);
          const { names } = this.#settings.events;
          if (!names.includes(type)) return this.#audience.failed(undefined);`,
      },
    ],
  },
  {
    id: "M24",
    defect: "merging two sockets by a set of seen contents",
    caughtBy: "I2",
    title: "frames that come twice are delivered once, and alike events as often as they were",
    way: "umfutures",
    complaint: "items: expected 7, got 1",
    changes: [
      {
        file: "stream/src/splice/splicer.ts",
        find: "feed.brought(frame);",
        replace: `const seen = (this.seen ??= new Set());
          if (seen.has(frame.text)) return;
          seen.add(frame.text);
          this.#outbox.deliver(frame, false);
          return this.#outbox.flush();`,
      },
    ],
  },
  {
    id: "M27",
    defect: "a gap that begins at detection instead of at the last proof of the socket",
    caughtBy: "11",
    title: "a quiet stream's gap begins when it was last known good",
    way: "umfutures",
    complaint: "it begins before the sockets became half-open",
    changes: [
      {
        file: "stream/src/stream/coverage.ts",
        find: "const { heardAt: at = now, credentialId: id } = record.feed;",
        replace: "const at = now; const { credentialId: id } = record.feed;",
      },
    ],
  },
  {
    id: "M27 (key)",
    defect: "a gap that begins at detection instead of at the last proof of the key",
    caughtBy: "11",
    title: "a key that died unnoticed makes a gap from its last proof on",
    way: "umfutures",
    complaint: "lost: ",
    changes: [
      {
        file: "stream/src/stream/coverage.ts",
        find: "const provenAt = this.#credentialProvenAt(record) ?? at;",
        replace: "const provenAt = now;",
      },
    ],
  },
  {
    id: "M30",
    defect: "the leading feed silently loses one event and nobody notices",
    caughtBy: "I1",
    title: "the leading feed silently loses one event",
    way: "umfutures",
    complaint: "feeds replaced: expected 1, got 0",
    changes: [
      {
        file: "stream/src/splice/splicer.ts",
        find: "#mayTakeOver(feed: SplicedFeed): boolean {",
        replace: "#mayTakeOver() { return false;",
      },
    ],
  },
];
