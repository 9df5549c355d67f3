import { virtualClock } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import { WritableLog } from "../log/exchange-log.ts";
import { SOCKET_TERMS } from "../rules/socket-terms.ts";
import { Connection } from "../sockets/connection.ts";
import type { SocketLink } from "../sockets/socket-link.ts";
import { Timers } from "../time/timers.ts";
import { SocketSubscriptions } from "./socket-subscriptions.ts";
import { Subscriptions } from "./subscriptions.ts";

const nothing = (): void => undefined;
/** A wire that leads nowhere. */
const link = new Proxy({}, { get: () => nothing }) as SocketLink;

test("a socket makes 65,535 subscriptions in its life", () => {
  const clock = virtualClock();
  const ground = {
    now: () => clock.now(),
    timers: new Timers(clock),
    log: new WritableLog(false),
  };
  const all = new Subscriptions({ ...ground, announceEnd: nothing });
  const own = new SocketSubscriptions(all, false);
  const socket = new Connection(
    { id: 1, peer: { ip: "", client: "" }, isWrapped: false, terms: SOCKET_TERMS.api },
    { ...ground, link, pings: false, ended: nothing },
  );
  const open = (): object =>
    own.open(socket, { account: "alice", product: "spot", by: "signature" });
  for (let id = 0; id < 65_535; id += 1) {
    expect(open()).toHaveProperty("id", id);
    for (const one of own.active) all.end(one, "request");
  }
  expect(open()).toMatchObject({ status: 400, code: -2042 });
});
