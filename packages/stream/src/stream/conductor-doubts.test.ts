import { instantOf } from "@listenkey/core/kit";
import { expect, test } from "vitest";
import { SECOND, setup } from "./conductor.fixture.ts";

test("a feed that was taken for deaf, and may be dead, is given up once another one is live, and leaves a doubt", async () => {
  const { clock, feedAt, told, event } = setup(2);
  await clock.advance(0);
  const [first, deaf] = [feedAt(0), feedAt(1)];
  first.live();
  deaf.live();
  deaf.silentSince = instantOf(clock);
  first.handlers.event(event());
  await clock.advance(2 * SECOND);
  first.handlers.ended({ cause: "connection" });
  await clock.advance(SECOND);
  // As long as it is all there is, an event may come on it.
  deaf.handlers.retiring("unproven");
  expect(deaf.isClosed).toBe(false);
  const next = feedAt(2);
  next.live();
  expect(deaf.isClosed).toBe(true);
  await clock.advance(SECOND);
  expect(told).toEqual(["live", "interrupted", "gap", "live"]);
  next.handlers.proven("connection", instantOf(clock));
  next.handlers.event(event());
  expect(told).toEqual(["live", "interrupted", "gap", "live", "gap"]);
});

test("that the key lives is no proof that a feed was heard", async () => {
  const readBefore = async (proof: "connection" | "credential"): Promise<readonly string[]> => {
    const { clock, feedAt, told, event } = setup(2);
    await clock.advance(0);
    const [dead, other] = [feedAt(0), feedAt(1)];
    dead.live();
    other.live();
    dead.handlers.proven("connection", instantOf(clock));
    dead.silentSince = instantOf(clock);
    await clock.advance(30 * SECOND);
    other.handlers.event(event());
    dead.handlers.proven(proof, instantOf(clock));
    await clock.advance(6 * SECOND);
    return told;
  };
  expect(await readBefore("connection")).toEqual(["live", "feedReplaced"]);
  expect(await readBefore("credential")).toEqual(["live", "feedReplaced", "gap"]);
});
