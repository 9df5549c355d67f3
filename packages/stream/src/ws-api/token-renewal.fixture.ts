import type { ScriptedReply } from "@listenkey/core/testing";
import { HOUR, live, SECOND, type WorldOptions } from "./ws-api.fixture.ts";

/** Half of the way between a quarter and a third, so at seven hours of twenty-four. */
const RANDOM = 0.5;
export const DUE = 7 * HOUR;

/** A feed that lives by a token of a day. Its connection is kept alive by whoever lets time pass. */
export async function renewing(options: WorldOptions = {}) {
  const world = await live({ kind: "token", random: () => RANDOM, ...options });
  const isOpen = () => world.transport.sockets[0]?.closed === undefined;
  /** Lets time pass while the exchange answers every ping. */
  const pass = async (ms: number) => {
    const until = world.clock.monotonic() + ms;
    while (world.clock.monotonic() < until) {
      await world.clock.advance(Math.min(5 * SECOND, until - world.clock.monotonic()));
      if (world.asked("ping", 0).length > 0 && isOpen()) world.answer("ping", { result: {} }, 0);
    }
    await world.settle();
  };
  /** Lets hours pass in a moment, and has it noticed. */
  const skip = async (ms: number) => {
    world.clock.sleep(ms);
    world.source.doubt();
    if (isOpen()) world.answer("ping", { result: {} }, 0);
    await world.settle();
  };
  const tokens = () => world.sent(0).map(({ params }) => params["listenToken"]);
  return { ...world, pass, skip, tokens };
}

/** The first token is granted, the others as told. */
export const thenReply = (reply: ScriptedReply | undefined) => (count: number) =>
  count === 1 ? { status: 200, body: { token: "TOKEN1" } } : reply;
