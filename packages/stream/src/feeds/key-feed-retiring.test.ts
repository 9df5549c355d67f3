import { describe, expect, test } from "vitest";
import { dialled, HOUR, live, MINUTE, setup } from "./key-feed.fixture.ts";

describe("retiring", () => {
  test.each([
    [0, 12],
    [0.5, 16],
    [0.999_999, 20],
  ])("for its age comes at a drawn time: %d", async (drawn, hours) => {
    const { clock, socket, opened } = await dialled({ random: () => drawn });
    const keepAlive = async (ms: number): Promise<void> => {
      for (let left = ms; left > 0; left -= 5 * MINUTE) {
        await clock.advance(Math.min(left, 5 * MINUTE));
        socket(0).handlers.activity();
      }
    };
    socket(0).handlers.open();
    await keepAlive(hours * HOUR - MINUTE);
    expect(opened.names()).not.toContain("retiring age");
    await keepAlive(MINUTE);
    expect(opened.names().filter((name) => name === "retiring age")).toHaveLength(1);
  });

  test("is asked for once when the server is going away, and nothing is delivered of it", async () => {
    const { socket, opened } = await live();
    const message = (text: string): void => socket(0).handlers.message(text);
    message('{"event":{"e":"serverShutdown","E":1770123456789}}');
    message('{"stream":"!serverShutdown","data":{"e":"serverShutdown","E":1770123456789}}');
    message('{"e":"serverShutdown","E":1770123456789}');
    expect(opened.names()).toEqual(["joined", "live key", "retiring shutdown"]);
  });

  test("is asked for when the connection may be dead", async () => {
    const { clock, opened } = await live();
    await clock.advance(780_000);
    expect(opened.names()).toEqual(["joined", "live key", "retiring unproven"]);
    expect(opened.feed.livenessBoundMs).toBe(780_000);
  });
});

test("eventStreamTerminated is the end, and is not delivered", async () => {
  const { socket, opened } = await live();
  socket(0).handlers.message('{"e":"eventStreamTerminated","E":1}');
  expect(opened.names()).toEqual(["joined", "live key", "ended"]);
  expect(opened.end()).toEqual({ cause: "credential" });
});

test("feeds are numbered, each by its own", () => {
  const { open } = setup();
  const ids = Array.from({ length: 10 }, () => open().feed.id);
  expect(new Set(ids).size).toBe(10);
});
