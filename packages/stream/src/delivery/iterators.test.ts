import { ListenKeyError } from "@listenkey/core";
import { describe, expect, test } from "vitest";
import type { StreamItem } from "../gap.ts";
import { OUTAGE, setScene, type TestPayload } from "./delivery.fixture.ts";

type Reader = AsyncIterator<StreamItem<TestPayload>>;

const failure = new ListenKeyError("RETIRED", "switched off");

/** What so many reads give: the item's number, `done`, or the error's code. */
async function read(reader: Reader, times: number): Promise<unknown[]> {
  return Promise.all(Array.from({ length: times }, () => told(reader.next())));
}

async function told(reading: ReturnType<Reader["next"]>): Promise<unknown> {
  try {
    const { done, value } = await reading;
    return done === true ? "done" : value.seq;
  } catch (error) {
    return (error as ListenKeyError).code;
  }
}

test("a loop gets what came before it read and what comes while it waits", async () => {
  const { delivery, order } = setScene();
  const seen: number[] = [];
  const loop = (async () => {
    for await (const { seq } of delivery.iterate()) {
      seen.push(seq);
      if (seq < 3) order();
      if (seq === 5) break;
    }
  })();
  order();
  order();
  delivery.gap(OUTAGE);
  await loop;
  expect(seen).toEqual([1, 2, 3, 4, 5]);
});

test("what nobody iterates over is not kept", async () => {
  const { delivery, order } = setScene();
  order();
  const reader = delivery.iterate();
  order();
  expect(await read(reader, 1)).toEqual([2]);
});

test("several iterators get everything, each at its own pace", async () => {
  const { delivery, order } = setScene();
  const [first, second] = [delivery.iterate(), delivery.iterate()];
  order();
  order();
  expect(await read(first, 2)).toEqual([1, 2]);
  const waiting = read(first, 1);
  order();
  expect(await waiting).toEqual([3]);
  expect(await read(second, 3)).toEqual([1, 2, 3]);
});

test("reads that wait are answered in the order they were made", async () => {
  const { delivery, order } = setScene();
  const reader = delivery.iterate();
  const waiting = read(reader, 3);
  for (let count = 0; count < 4; count++) order();
  expect(await waiting).toEqual([1, 2, 3]);
  expect(await read(reader, 1)).toEqual([4]);
});

test("leaving a loop closes its iterator and no other", async () => {
  const { delivery, order } = setScene();
  const other = delivery.iterate();
  const reader = delivery.iterate();
  order();
  order();
  for await (const { seq } of reader) {
    expect(seq).toBe(1);
    break;
  }
  order();
  expect(await read(reader, 2)).toEqual(["done", "done"]);
  expect(await read(other, 3)).toEqual([1, 2, 3]);
});

test("leaving answers the reads that wait", async () => {
  const { delivery } = setScene();
  const reader = delivery.iterate();
  const waiting = read(reader, 2);
  expect(await reader.return?.()).toEqual({ done: true, value: undefined });
  expect(await waiting).toEqual(["done", "done"]);
});

describe("the end", () => {
  test("ends loops at once, and what they have not read is dropped", async () => {
    const { delivery, order } = setScene();
    const [waiting, behind] = [delivery.iterate(), delivery.iterate()];
    const reads = read(waiting, 3);
    order();
    delivery.end();
    expect(await reads).toEqual([1, "done", "done"]);
    expect(await read(behind, 2)).toEqual(["done", "done"]);
  });

  test("is what later iterators find", async () => {
    const { delivery } = setScene();
    delivery.end();
    expect(await read(delivery.iterate(), 2)).toEqual(["done", "done"]);
  });
});

describe("a failure", () => {
  test("is thrown once, behind everything that came before it", async () => {
    const { delivery, order } = setScene();
    const reader = delivery.iterate();
    order();
    order();
    delivery.fail(failure);
    expect(await read(reader, 4)).toEqual([1, 2, "RETIRED", "done"]);
  });

  test("is the answer to the first read that waits", async () => {
    const { delivery } = setScene();
    const reads = read(delivery.iterate(), 3);
    delivery.fail(failure);
    expect(await reads).toEqual(["RETIRED", "done", "done"]);
  });

  test("is thrown in later iterators too", async () => {
    const { delivery } = setScene();
    delivery.fail(failure);
    for (const _ of [1, 2]) {
      expect(await read(delivery.iterate(), 2)).toEqual(["RETIRED", "done"]);
    }
  });

  test("is not thrown any more once everything has ended", async () => {
    const { delivery, order } = setScene();
    const reader = delivery.iterate();
    order();
    delivery.fail(failure);
    delivery.end();
    expect(await read(reader, 1)).toEqual(["done"]);
    expect(await read(delivery.iterate(), 1)).toEqual(["done"]);
  });
});
