import { expect, test } from "vitest";
import { countAlive } from "../alive.fixture.ts";
import { setScene } from "./delivery.fixture.ts";
import { EventKinds } from "./event-kinds.ts";
import { ItemBuffer } from "./item-buffer.ts";

test("a consumer that hangs holds no more than its buffer, and delivery never waits for it", async () => {
  const refs: WeakRef<object>[] = [];
  const { delivery, order } = setScene({
    buffer: { events: 100, bytes: 1_000_000 },
    listeners: { emit: (_, item) => void refs.push(new WeakRef(item)) },
  });
  void (async () => {
    for await (const _ of delivery.iterate()) await new Promise<never>(() => {});
  })();
  for (let count = 0; count < 80; count++) order();
  expect(await countAlive(refs)).toBeGreaterThanOrEqual(79);
  for (let count = 0; count < 20_000; count++) order();
  expect(refs.length).toBe(20_080);
  // The one that it hangs at, and the last.
  expect(await countAlive(refs)).toBeLessThanOrEqual(2);
});

test("without an iterator nothing is kept but the last event", async () => {
  const refs: WeakRef<object>[] = [];
  const { order } = setScene({
    listeners: { emit: (_, item) => void refs.push(new WeakRef(item)) },
  });
  for (let count = 0; count < 100; count++) order();
  expect(await countAlive(refs)).toBeLessThanOrEqual(1);
});

test("iterators that were left, or ran over, are forgotten", async () => {
  const { delivery, order } = setScene({ buffer: { events: 1, bytes: 1_000 } });
  const left = Array.from({ length: 100 }, () => {
    const iterator = delivery.iterate();
    void iterator.return?.();
    return new WeakRef(iterator);
  });
  const slow = Array.from({ length: 100 }, () => new WeakRef(delivery.iterate()));
  order();
  order();
  expect(await countAlive([...left, ...slow])).toBe(0);
  order();
});

test("what was taken out of a buffer is not kept", async () => {
  const buffer = new ItemBuffer<object>({ events: 1_000, bytes: 1 }, () => 0);
  const refs = Array.from({ length: 100 }, () => {
    const item = {};
    buffer.push(item);
    return new WeakRef(item);
  });
  for (let count = 0; count < 40; count++) buffer.shift();
  expect(await countAlive(refs)).toBe(60);
  expect(buffer.length).toBe(60);
});

test("names that the product does not know are not kept", () => {
  const events = { names: ["ORDER"], ids: {}, timeField: "E", ordered: true } as const;
  const kinds = new EventKinds({ id: "test", events }, undefined);
  expect(kinds.named("ORDER")).toBe(kinds.named("ORDER"));
  expect(kinds.named("NEWS")).not.toBe(kinds.named("NEWS"));
});
