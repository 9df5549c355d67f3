import { BacklogError } from "@listenkey/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { StreamItem } from "../gap.ts";
import { AHEAD, frame, setScene, type Scene, type TestPayload } from "./delivery.fixture.ts";

type Item = StreamItem<TestPayload>;

/** When all frames of these tests arrive, by the exchange's clock at the latest. */
const NOW = 1_700_000_000_000 + AHEAD.latest;

/** A program that reads when it likes, and iterates again whenever a loop has ended. */
class Consumer {
  readonly #scene: Scene;
  #reader: AsyncIterator<Item>;
  /** The last item that it has, has been told that it missed, or did not want. */
  #last = 0;
  /** It was told that items were dropped, and not yet which. */
  #isOwedGap = false;
  backlogs = 0;
  /** What it was not told as it should have been. */
  readonly complaints: string[] = [];

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#reader = scene.delivery.iterate();
  }

  get hasAll(): boolean {
    return this.#last === this.#scene.heard.length;
  }

  /** Reads one item. It never waits, because it reads only if there is one. */
  async read(): Promise<void> {
    if (this.hasAll) return;
    try {
      const { value } = (await this.#reader.next()) as { value: Item };
      if (value.type === "gap" && value.cause === "backlog") this.#readBacklog(value);
      else this.#readItem(value);
    } catch (error) {
      if (!(error instanceof BacklogError)) throw error;
      this.#readError(error);
    }
  }

  /** Leaves its loop for another, and does not want what it has not read. */
  async leave(): Promise<void> {
    await this.#reader.return?.();
    if (!this.#isOwedGap) this.#last = this.#scene.heard.length;
    this.#reader = this.#scene.delivery.iterate();
  }

  #readItem(item: Item): void {
    this.#claim(!this.#isOwedGap, "an item came before the gap that was owed");
    this.#claim(item === this.#scene.heard[this.#last], "another item than the next");
    this.#last = item.seq;
  }

  #readBacklog(gap: Item & { readonly type: "gap" }): void {
    const missed = this.#scene.heard.slice(this.#last, gap.seq);
    this.#claim(gap.afterSeq <= this.#last && gap.seq >= this.#last, "a gap in another place");
    this.#claim(gap.from <= Math.min(...missed.map(beginOf)), "a gap that begins too late");
    this.#claim(gap.to >= Math.max(...missed.map(endOf)), "a gap that ends too early");
    this.#last = gap.seq;
    this.#isOwedGap = false;
  }

  #readError({ count }: BacklogError): void {
    // What is dropped may include the gap that tells of an earlier backlog.
    const most = this.#scene.heard.length - this.#last + 1;
    this.#claim(count > 1 && count <= most, "a wrong count");
    this.backlogs += 1;
    this.#isOwedGap = true;
    this.#reader = this.#scene.delivery.iterate();
  }

  #claim(isTrue: boolean, words: string): void {
    if (!isTrue) this.complaints.push(`${words}, after item ${this.#last}`);
  }
}

function beginOf(item: Item): number {
  return item.type === "gap" ? item.from : (item.time ?? item.receivedAt + AHEAD.earliest);
}

function endOf(item: Item): number {
  return item.type === "gap" ? item.to : (item.time ?? item.receivedAt + AHEAD.latest);
}

/** One thing that happens to a stream and its consumers. */
type Step = (scene: Scene, consumers: readonly Consumer[]) => void | Promise<void>;

const events = fc
  .record({ length: fc.nat(80), time: fc.option(fc.integer({ min: NOW - 5_000, max: NOW })) })
  .map(({ length, time }): Step => {
    const text = `{"e":"ORDER",${time === null ? "" : `"E":${time},`}"x":"${"x".repeat(length)}"}`;
    return ({ delivery }) => delivery.deliver(frame(text), false);
  });

const gaps = fc.tuple(fc.nat(5_000), fc.nat(5_000)).map(([before, length]): Step => {
  const from = NOW - 10_000 + before;
  return ({ delivery }) => delivery.gap({ from, to: from + length, cause: "connection" });
});

const pauses = fc.nat(1_000).map(
  (ms): Step =>
    ({ clock }) =>
      clock.jump(ms),
);
const reads = fc.nat(2).map(
  (who): Step =>
    async (_, consumers) =>
      consumers[who]?.read(),
);
const leaves = fc.constant<Step>((_, [consumer]) => consumer?.leave());

/** Plays the steps, then lets everybody read to the end. */
async function play(consumerCount: number, steps: readonly Step[]) {
  const scene = setScene({ buffer: { events: 4, bytes: 300 } });
  scene.clock.jump(NOW - scene.clock.now());
  const consumers = Array.from({ length: consumerCount }, () => new Consumer(scene));
  for (const step of steps) await step(scene, consumers);
  for (const consumer of consumers) while (!consumer.hasAll) await consumer.read();
  return { heard: scene.heard, consumers };
}

test.each([
  ["one consumer reads", 1, fc.oneof(events, events, events, gaps, pauses, reads, reads, leaves)],
  ["three consumers read", 3, fc.oneof(events, events, events, gaps, pauses, reads, reads, reads)],
])(
  "however slowly %s, every item comes once and in order, or is told to be missing",
  async (_, count, steps) => {
    let backlogs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { size: "large", maxLength: 120 }), async (sequence) => {
        const { heard, consumers } = await play(count, sequence);
        expect(heard.map(({ seq }) => seq)).toEqual(heard.map((_, index) => index + 1));
        expect(consumers.flatMap(({ complaints }) => complaints)).toEqual([]);
        backlogs += consumers.reduce((sum, consumer) => sum + consumer.backlogs, 0);
      }),
      { numRuns: 500 },
    );
    expect(backlogs).toBeGreaterThan(100);
  },
);
