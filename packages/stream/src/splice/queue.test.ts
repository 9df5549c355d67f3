import fc from "fast-check";
import { expect, test } from "vitest";
import { Queue } from "./queue.ts";

/** What may be done to a queue: an item is added, one is taken from some place, or many from the front. */
const deeds = fc.array(
  fc.oneof(
    fc.record({ push: fc.nat(5) }),
    fc.record({ remove: fc.nat(8) }),
    fc.record({ rounds: fc.nat(1_500) }),
  ),
);

test("whatever is added and taken, it holds what an array would", () => {
  const property = fc.property(deeds, (todo) => {
    const queue = new Queue<{ readonly id: number }>([{ id: -1 }]);
    const expected = [{ id: -1 }];
    let id = 0;
    const push = (): void => {
      queue.push({ id });
      expected.push({ id });
      id += 1;
    };
    const remove = (index: number): void =>
      expect(queue.remove(index)).toEqual(expected.splice(index, 1)[0]);
    for (const deed of todo) {
      if ("push" in deed) for (let times = 0; times < deed.push; times += 1) push();
      else if ("remove" in deed) remove(deed.remove);
      else
        for (let round = 0; round < deed.rounds; round += 1) {
          push();
          remove(0);
        }
      expect([...queue]).toEqual(expected);
      expect(queue.size).toBe(expected.length);
      expect(queue.last).toEqual(expected.at(-1));
      expect(expected.map((_, index) => queue.at(index))).toEqual(expected);
      expect(queue.at(expected.length)).toBeUndefined();
      const latest = id - 1;
      expect(queue.findIndex((item) => item.id === latest)).toBe(
        expected.findIndex((item) => item.id === latest),
      );
    }
  });
  fc.assert(property);
});
