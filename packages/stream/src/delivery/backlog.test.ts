import { BacklogError, ListenKeyError } from "@listenkey/core";
import { describe, expect, test } from "vitest";
import type { StreamItem } from "../gap.ts";
import { AHEAD, frame, OUTAGE, setScene, type TestPayload } from "./delivery.fixture.ts";

type Reader = AsyncIterator<StreamItem<TestPayload>>;

const SMALL = { buffer: { events: 3, bytes: 1_000_000 } };

/** What a read gives, be it an error. */
async function read(reader: Reader): Promise<unknown> {
  try {
    return await reader.next();
  } catch (error) {
    return error;
  }
}

async function readItem(reader: Reader): Promise<unknown> {
  return ((await reader.next()) as { value: unknown }).value;
}

describe("an iterator whose buffer runs over", () => {
  test("throws how many items it has dropped, once, and is done", async () => {
    const { delivery, order } = setScene(SMALL);
    const reader = delivery.iterate();
    for (let count = 0; count < 5; count++) order();
    expect(await read(reader)).toEqual(new BacklogError(4));
    expect(await read(reader)).toEqual({ done: true, value: undefined });
  });

  test("runs over by text as well", async () => {
    const { delivery, order } = setScene({ buffer: { events: 1_000, bytes: 500 } });
    const reader = delivery.iterate();
    order(1, `,"x":"${"x".repeat(400)}"`);
    order(1, `,"x":"${"x".repeat(400)}"`);
    expect(await read(reader)).toEqual(new BacklogError(2));
  });

  test("touches neither listeners, nor other iterators, nor the stream", async () => {
    const { delivery, heard, order } = setScene(SMALL);
    const slow = delivery.iterate();
    const quick = delivery.iterate();
    for (let seq = 1; seq <= 10; seq++) {
      order();
      expect(await readItem(quick)).toMatchObject({ seq });
    }
    expect(await read(slow)).toBeInstanceOf(BacklogError);
    expect(heard.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

describe("the iterator after it", () => {
  test("begins with a gap in the place of what was missed, and goes on from there", async () => {
    const { delivery, order } = setScene({ ...SMALL, account: "main" });
    const reader = delivery.iterate();
    order();
    await reader.next();
    for (let count = 0; count < 6; count++) order();
    expect(await read(reader)).toEqual(new BacklogError(4));
    const next = delivery.iterate();
    order();
    expect(await readItem(next)).toMatchObject({
      type: "gap",
      cause: "backlog",
      product: "test",
      account: "main",
      afterSeq: 1,
      seq: 7,
    });
    expect(await readItem(next)).toMatchObject({ type: "ORDER", seq: 8 });
  });

  test("is told of the time from the first event that was missed until it began", async () => {
    const { delivery, clock, order } = setScene(SMALL);
    const start = clock.now();
    const reader = delivery.iterate();
    for (const late of [50, 40, 60, 70]) order(start + late);
    expect(await read(reader)).toBeInstanceOf(BacklogError);
    await clock.advance(5_000);
    order(start + 30);
    await clock.advance(5_000);
    expect(await readItem(delivery.iterate())).toMatchObject({
      from: start + 30 - 1_000,
      to: clock.now() + AHEAD.latest,
    });
  });

  test("is told of the arrival of events without a time, and of gaps, if the clock was set back too", async () => {
    const { delivery, clock } = setScene(SMALL);
    clock.jump(1_700_000_000_000 - 5_000 - clock.now());
    const reader = delivery.iterate();
    for (let count = 0; count < 4; count++) delivery.deliver(frame('{"e":"ORDER"}'), false);
    await read(reader);
    expect(await readItem(delivery.iterate())).toMatchObject({
      from: 1_700_000_000_000 + AHEAD.earliest,
      to: 1_700_000_000_000 + AHEAD.latest,
    });
    const another = delivery.iterate();
    for (const later of [0.5, 3.5, 2.5, 1.5]) {
      delivery.gap({ ...OUTAGE, to: 1_900_000_000_000 + later });
    }
    await read(another);
    expect(await readItem(delivery.iterate())).toMatchObject({
      from: OUTAGE.from,
      to: 1_900_000_000_004,
    });
  });

  test("is told once; whoever comes then begins without a gap", async () => {
    const { delivery, order } = setScene(SMALL);
    delivery.iterate();
    for (let count = 0; count < 4; count++) order();
    const [second, third] = [delivery.iterate(), delivery.iterate()];
    order();
    expect(await readItem(second)).toMatchObject({ type: "gap" });
    expect(await readItem(second)).toMatchObject({ seq: 5 });
    expect(await readItem(third)).toMatchObject({ seq: 5 });
  });

  test("has one each if several ran over, wide enough for whichever of them it follows", async () => {
    const { delivery, order } = setScene(SMALL);
    delivery.iterate();
    order();
    delivery.iterate();
    for (let count = 0; count < 5; count++) order();
    const next = [delivery.iterate(), delivery.iterate()];
    expect(await Promise.all(next.map(readItem))).toMatchObject([
      { afterSeq: 0, seq: 6 },
      { afterSeq: 0, seq: 6 },
    ]);
    const third = delivery.iterate();
    order();
    expect(await readItem(third)).toMatchObject({ type: "ORDER" });
  });

  test("hands the news on if it leaves, or runs over, before it has read it", async () => {
    const { delivery, order } = setScene(SMALL);
    delivery.iterate();
    for (let count = 0; count < 4; count++) order(100 + count);
    await delivery.iterate().return?.();
    const slow = delivery.iterate();
    for (let count = 0; count < 4; count++) order();
    expect(await read(slow)).toEqual(new BacklogError(4));
    expect(await readItem(delivery.iterate())).toMatchObject({
      type: "gap",
      from: 100 - 1_000,
      afterSeq: 0,
      seq: 8,
    });
  });

  test("has nothing to be told of what another has left unread", async () => {
    const { delivery, order } = setScene(SMALL);
    const reader = delivery.iterate();
    delivery.gap(OUTAGE);
    order();
    await reader.return?.();
    const next = delivery.iterate();
    order();
    expect(await readItem(next)).toMatchObject({ type: "ORDER", seq: 3 });
  });

  test("leaves nothing to tell once the gap was read", async () => {
    const { delivery, order } = setScene(SMALL);
    delivery.iterate();
    for (let count = 0; count < 4; count++) order();
    const reader = delivery.iterate();
    await reader.next();
    order();
    await reader.return?.();
    const next = delivery.iterate();
    order();
    expect(await readItem(next)).toMatchObject({ type: "ORDER", seq: 6 });
  });

  test("gets the gap although the stream has failed since, and then the failure", async () => {
    const { delivery, order } = setScene(SMALL);
    const failure = new ListenKeyError("RETIRED", "words");
    delivery.iterate();
    for (let count = 0; count < 4; count++) order();
    delivery.fail(failure);
    const reader = delivery.iterate();
    expect(await readItem(reader)).toMatchObject({ type: "gap", seq: 4 });
    expect(await read(reader)).toBe(failure);
  });
});
