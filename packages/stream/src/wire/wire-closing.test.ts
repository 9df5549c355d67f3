import { describe, expect, test } from "vitest";
import { DAY, opened, setup } from "./wire.fixture.ts";

describe("close", () => {
  test("is silent and leaves nothing behind, from any state", async () => {
    for (const prepare of [setup, opened]) {
      const { clock, wire, told, socket } = prepare();
      wire.close();
      wire.close();
      wire.probe();
      expect(socket().closed).toBe(1000);
      expect([clock.pendingTimers, wire.isOpen, told]).toEqual([0, false, []]);
      await clock.advance(DAY);
      expect(told).toEqual([]);
    }
  });

  test("after the end does nothing", () => {
    const { clock, wire, told, end } = opened();
    end(1001);
    expect(told).toEqual([["ended", undefined, 1001, undefined]]);
    wire.close();
    expect(clock.pendingTimers).toBe(0);
  });

  test.each(["open", "heard", "event", "rejected", "ended"])(
    "in the middle of %s is final",
    async (moment) => {
      const after: string[] = [];
      let isClosed = false;
      const { clock, ...other } = setup({}, (told, wire) => {
        if (isClosed) after.push(told);
        if (told !== moment) return;
        isClosed = true;
        wire.close();
      });
      other.open();
      other.message('{"e":"A"}');
      other.binary(1);
      other.activity();
      await clock.advance(15_000);
      other.end(1006);
      expect([isClosed, after, clock.pendingTimers]).toEqual([true, [], 0]);
    },
  );

  test("in the middle of unproven is final", async () => {
    const { clock, told } = opened({}, (name, wire) => {
      if (name === "unproven") wire.close();
    });
    await clock.advance(780_000);
    expect([told, clock.pendingTimers]).toEqual([["unproven"], 0]);
  });
});
