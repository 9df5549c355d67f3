import { expect, test } from "vitest";
import { setup } from "./wire.fixture.ts";

function dialled() {
  const outcomes: boolean[] = [];
  return { outcomes, ...setup({ dialled: (isOpen) => outcomes.push(isOpen) }) };
}

test("whoever counts dials is told once that one has opened, whatever becomes of it", async () => {
  const { outcomes, clock, open, end } = dialled();
  await clock.advance(0);
  expect(outcomes).toEqual([]);
  open();
  expect(outcomes).toEqual([true]);
  end(1006);
  expect(outcomes).toEqual([true]);
});

test("whoever counts dials is told that one was refused", async () => {
  const { outcomes, clock, end } = dialled();
  await clock.advance(0);
  end(1006);
  expect(outcomes).toEqual([false]);
});

test("whoever counts dials is told that one was not answered in time", async () => {
  const { outcomes, clock } = dialled();
  await clock.advance(10_000);
  expect(outcomes).toEqual([false]);
});

test("a dial that its owner has called back is no failure", async () => {
  const { outcomes, clock, wire } = dialled();
  await clock.advance(0);
  wire.close();
  await clock.advance(10_000);
  expect(outcomes).toEqual([]);
});
