import { expect, test } from "vitest";
import { at, feed } from "./coverage.fixture.ts";
import { Suspicion } from "./suspicion.ts";

const completeFrom = at(900_000);
const unheard = { feed: feed({ heardAt: at(900_000) }), completeFrom };
const heard = { feed: feed({ heardAt: at(915_000) }), completeFrom };

test("connections on which nothing was heard are dead once another one is heard", () => {
  const suspicion = new Suspicion();
  suspicion.raise({ from: at(5_000) });
  suspicion.raise({ from: at(700_000) });
  expect(suspicion.settle(unheard, at(910_000))).toBeUndefined();
  expect(suspicion.settle(heard, at(915_100))).toEqual({
    cause: "undecided",
    from: at(5_000),
    to: at(915_100),
  });
  expect(suspicion.settle(heard, at(930_000))).toBeUndefined();
});

test("where no connection was suspected, being heard says nothing", () => {
  expect(new Suspicion().settle(heard, at(915_100))).toBeUndefined();
});
