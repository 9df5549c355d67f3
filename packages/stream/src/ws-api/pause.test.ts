import { virtualClock } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import { pause } from "./pause.ts";

test("a pause lasts as long as it should, and leaves nothing behind", async () => {
  const clock = virtualClock();
  const controller = new AbortController();
  let isOver = false;
  void pause(clock, 1_000, controller.signal).then(() => (isOver = true));
  await clock.advance(999);
  expect(isOver).toBe(false);
  await clock.advance(1);
  expect(isOver).toBe(true);
  controller.abort();
});

test.each(["before", "while"])("a signal %s it lasts ends it", async (when) => {
  const clock = virtualClock();
  const controller = new AbortController();
  if (when === "before") controller.abort();
  const ended = pause(clock, 1_000, controller.signal).catch((error: unknown) => error);
  if (when === "while") controller.abort();
  expect(await ended).toMatchObject({ code: "ABORTED" });
  expect(clock.pendingTimers).toBe(0);
});
