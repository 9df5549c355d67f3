import { expect, test } from "vitest";
import { alternate } from "./alternate.ts";

test("everyone has one turn a round, and each round begins with another", async () => {
  const order: string[] = [];
  const contenders = ["a", "b", "c"].map((name) => ({ name, way: undefined }));
  const rounds = await alternate({
    contenders,
    rounds: 2,
    measure: ({ name }) => Promise.resolve({ turn: order.push(name) }),
    begins: () => undefined,
  });
  expect(order.join("")).toBe("abcbca");
  expect(rounds.get("a")).toEqual([{ turn: 1 }, { turn: 6 }]);
});

test("what cannot be measured ends everything", async () => {
  const measure = () => Promise.reject(new Error("it does not start"));
  const alternation = { contenders: [{ name: "a", way: 1 }], rounds: 1, measure, begins: () => {} };
  await expect(alternate(alternation)).rejects.toThrow("it does not start");
});
