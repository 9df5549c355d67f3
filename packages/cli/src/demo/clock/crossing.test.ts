import { virtualClock } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import { Crossing } from "./crossing.ts";
import { InFlight } from "./in-flight.ts";

function setup() {
  const real = virtualClock();
  const inFlight = new InFlight(real);
  return { real, inFlight, frames: new Crossing(inFlight) };
}

test("a crossing is in flight as long as less was seen than has left", () => {
  const { inFlight, frames } = setup();
  frames.left();
  frames.left();
  frames.seen();
  expect(inFlight.isAny).toBe(true);
  frames.seen();
  expect(inFlight.isAny).toBe(false);
});

test("one that was lost holds up no more than itself", async () => {
  const { real, inFlight, frames } = setup();
  frames.left();
  void inFlight.landed();
  await real.advance(60);
  expect(inFlight.isAny).toBe(false);
  frames.left();
  frames.seen();
  expect(inFlight.isAny).toBe(false);
});

test("one that was never sent is no harm", () => {
  const { inFlight, frames } = setup();
  frames.seen();
  frames.left();
  expect(inFlight.isAny).toBe(true);
});
