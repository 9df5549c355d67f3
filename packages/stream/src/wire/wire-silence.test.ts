import { describe, expect, test } from "vitest";
import { setup } from "./wire.fixture.ts";

const HEARTBEAT = { pingEveryMs: 20_000, pongWithinMs: 60_000 };

describe("while the exchange wants no requests", () => {
  const sure = { isProbeSure: true, heartbeat: HEARTBEAT };

  test("nobody is asked, and silence proves nothing where pings cannot be seen", async () => {
    const { clock, socket, told, open } = setup({ ...sure, mayProbe: () => false });
    open();
    await clock.advance(3_600_000);
    expect(socket().sent).toEqual([]);
    expect(told).toEqual(["open"]);
  });

  test("the pings have to do where they can", async () => {
    const { clock, socket, told, open, activity } = setup({ ...sure, mayProbe: () => false });
    open();
    activity();
    await clock.advance(79_000);
    expect(told).toEqual(["open"]);
    await clock.advance(20_000);
    expect(told).toEqual(["open", ["ended", "TIMEOUT", 1006, undefined]]);
    expect(socket().sent).toEqual([]);
  });

  test("asking goes on when it is over", async () => {
    let isBanned = true;
    const { clock, socket, told, open } = setup({ ...sure, mayProbe: () => !isBanned });
    open();
    await clock.advance(120_000);
    isBanned = false;
    await clock.advance(16_000);
    expect(socket().sent).toHaveLength(1);
    await clock.advance(10_000);
    expect(told.at(-1)).toEqual(["ended", "TIMEOUT", 1006, undefined]);
  });
});

test("where the pings of a host have been seen, the next connection to it that shows none is dead", async () => {
  const first = setup({ heartbeat: HEARTBEAT });
  first.open();
  first.activity();
  first.wire.close();
  const { transport, clock } = first;
  const second = setup({ heartbeat: HEARTBEAT, transport, clock });
  transport.sockets[1]?.handlers.open();
  await clock.advance(81_000);
  await clock.advance(30_000);
  expect(second.told).toContainEqual(["ended", "TIMEOUT", 1006, undefined]);
  expect(second.told).not.toContain("unproven");
});

test("what was seen of one host says nothing of another", async () => {
  const first = setup({ heartbeat: HEARTBEAT });
  first.open();
  first.activity();
  first.wire.close();
  const { transport, clock } = first;
  const url = "wss://other.test/ws/KEY";
  const second = setup({ heartbeat: HEARTBEAT, transport, clock, url });
  transport.sockets[1]?.handlers.open();
  await clock.advance(120_000);
  expect(second.told).toEqual(["open", "unproven"]);
});
