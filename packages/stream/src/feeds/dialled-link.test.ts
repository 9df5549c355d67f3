import { expect, test, vi } from "vitest";
import { DialledLink } from "./dialled-link.ts";
import type { KeyLink } from "./key-link.ts";

/** A link whose turn to dial comes when the test says so. */
function setup() {
  const turn = { come: (): void => undefined, giveUp: vi.fn<() => void>() };
  const close = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const connected: KeyLink = {
    connectedAt: { wall: 1, monotonic: 2 },
    heardAt: undefined,
    livenessBoundMs: 30_000,
    probe: () => undefined,
    close,
  };
  const link = new DialledLink({
    dial: (go) => {
      turn.come = go;
      return turn.giveUp;
    },
    connect: () => connected,
    livenessBoundMs: 780_000,
  });
  return { link, turn, close };
}

test("closed before its turn it gives the turn up", async () => {
  const { link, turn, close } = setup();
  expect([link.connectedAt, link.livenessBoundMs]).toEqual([undefined, 780_000]);
  await link.close();
  expect(turn.giveUp).toHaveBeenCalledTimes(1);
  expect(close).not.toHaveBeenCalled();
});

test("after its turn it is the link that connects, and the turn is let go of", async () => {
  const { link, turn, close } = setup();
  turn.come();
  expect([link.connectedAt, link.livenessBoundMs]).toEqual([{ wall: 1, monotonic: 2 }, 30_000]);
  await link.close();
  expect(close).toHaveBeenCalledTimes(1);
  expect(turn.giveUp).not.toHaveBeenCalled();
});
