import { expect, test } from "vitest";
import { DAY, opened, setup } from "./wire.fixture.ts";

test("a silent server is probed, and dead when it had answered before and does not", async () => {
  const { clock, wire, told, sent, message, socket } = opened();
  await clock.advance(15_000);
  expect(sent()).toEqual([{ id: 1, method: "LIST_SUBSCRIPTIONS" }]);
  message('{"result":[],"id":1}');
  expect(wire.livenessBoundMs).toBe(30_000);
  await clock.advance(24_999);
  expect(told).toEqual([]);
  await clock.advance(1);
  expect(told).toEqual([["ended", "TIMEOUT", 1006, undefined]]);
  expect(socket().closed).toBe(1000);
  expect(clock.pendingTimers).toBe(0);
});

test("anything heard puts the question off", async () => {
  const { clock, sent, message, activity, binary } = opened({ isProbeSure: true });
  const speaking = [() => message('{"e":"A"}'), activity, () => message("noise"), () => binary(1)];
  for (const speak of speaking) {
    await clock.advance(14_999);
    speak();
  }
  expect(sent()).toEqual([]);
});

test("a refused probe is an answer", async () => {
  const { clock, wire, message } = opened();
  await clock.advance(15_000);
  message('{"code":2,"msg":"Invalid request","id":1}');
  expect(wire.livenessBoundMs).toBe(30_000);
});

test("an answer to another request is none", async () => {
  const { wire, message } = opened();
  void wire.request({ method: "SUBSCRIBE" });
  message('{"result":null,"id":2}');
  expect(wire.livenessBoundMs).toBe(780_000);
  await Promise.resolve();
});

test("a connection that may be dead is told of once, and goes on", async () => {
  const { clock, wire, told } = opened();
  await clock.advance(780_000);
  expect(told).toEqual(["unproven"]);
  await clock.advance(DAY);
  expect([told, wire.isOpen]).toEqual([["unproven"], true]);
});

test("a quiet day with pings raises no alarm, though no probe is ever answered", async () => {
  const { clock, told, activity, sent } = opened();
  for (let at = 0; at < DAY; at += 180_000) {
    await clock.advance(180_000);
    activity();
  }
  expect(told).toEqual([]);
  expect(sent().length).toBeLessThan(1_000);
});

test("a quiet day of answered probes raises no alarm", async () => {
  const { clock, told, socket, message } = opened();
  let answered = 0;
  for (let at = 0; at < DAY; at += 5_000) {
    await clock.advance(5_000);
    for (; answered < socket().sent.length; answered += 1) message('{"result":[],"id":1}');
  }
  expect(told).toEqual([]);
  expect(answered).toBeGreaterThan(4_000);
});

test("a server whose pings have stopped is dead after its own deadline", async () => {
  const { clock, told, activity } = opened();
  await clock.advance(180_000);
  activity();
  await clock.advance(779_999);
  expect(told).toEqual([]);
  await clock.advance(1);
  expect(told).toEqual([["ended", "TIMEOUT", 1006, undefined]]);
});

test("a doubt is a probe at once", async () => {
  const { clock, wire, sent, told } = opened({ isProbeSure: true });
  wire.probe();
  wire.probe();
  expect(sent()).toHaveLength(1);
  await clock.advance(10_000);
  expect(told).toEqual([["ended", "TIMEOUT", 1006, undefined]]);
});

test("however many doubt, a server that answers is asked once a second", async () => {
  const { clock, wire, sent, message } = opened({ isProbeSure: true });
  for (let doubts = 0; doubts < 100; doubts += 1) {
    wire.probe();
    message('{"id":1,"result":null}');
    await clock.advance(50);
  }
  await clock.advance(1_000);
  expect(sent()).toHaveLength(6);
});

test("a doubt before the connection is open does nothing", () => {
  const { wire, socket } = setup();
  wire.probe();
  expect(socket().sent).toEqual([]);
});

test("time that jumps is a reason to probe at once", async () => {
  const { clock, sent } = opened({ isProbeSure: true });
  await clock.advance(1_000);
  clock.sleep(3_600_000);
  // The two clocks are compared every 30 s at the latest, and whenever a timer is due.
  await clock.advance(14_000);
  expect(sent()).toHaveLength(1);
  clock.jump(-3_600_000);
  await clock.advance(10_000);
  expect(sent()).toHaveLength(2);
});

test("a sleep between probe and answer is no reason to give up before another probe", async () => {
  const { clock, told, sent, message } = opened({ isProbeSure: true });
  await clock.advance(24_000);
  clock.sleep(3_600_000);
  await clock.advance(2_000);
  expect([told, sent().length]).toEqual([[], 2]);
  message('{"result":[],"id":1}');
  await clock.advance(14_000);
  expect(told).toEqual([]);
});

test("a timer that comes late is no reason to give up before another probe", async () => {
  const late = lateClock();
  const { told, sent } = opened({ clock: late.clock, isProbeSure: true });
  late.fire(15_000);
  late.fire(3_600_000);
  expect([told, sent().length]).toEqual([[], 2]);
  late.fire(10_000);
  expect(told).toEqual([["ended", "TIMEOUT", 1006, undefined]]);
});

/** A clock whose timers come when the test says, however late. */
function lateClock() {
  let time = 0;
  const timers = new Set<() => void>();
  const clock = {
    now: () => 1_800_000_000_000 + time,
    monotonic: () => time,
    setTimer: (ms: number, callback: () => void) => {
      // Only those of the wire: the watch over the clock has timers of 30 s.
      if (ms < 30_000) timers.add(callback);
      return () => timers.delete(callback);
    },
  };
  const fire = (ms: number): void => {
    time += ms;
    const due = [...timers];
    timers.clear();
    for (const callback of due) callback();
  };
  return { clock, fire };
}
