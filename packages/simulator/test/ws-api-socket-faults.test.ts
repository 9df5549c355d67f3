import { expect, test } from "vitest";
import { fault } from "../src/index.ts";
import { apiBench } from "./ws-api-client.ts";

const SUBSCRIBE = "userDataStream.subscribe.signature";
const EVENT = { e: "executionReport", E: 1 } as const;

test("faults strike the events of one subscription", async () => {
  const { connect, signed, exchange, account, clock } = apiBench();
  const client = await connect();
  await client.ask(SUBSCRIBE, signed());
  exchange.faults.next({ socket: 1, account: "alice", product: "spot" }, fault.dropFrame());
  exchange.faults.next({ event: "executionReport" }, fault.duplicateFrame());
  for (let count = 0; count < 2; count += 1) account.emit("spot", EVENT);
  await clock.settle();
  expect(client.events).toHaveLength(2);
  expect(exchange.log.of("eventWithheld")).toMatchObject([{ subscription: 0, fault: "drop" }]);
  expect(exchange.log.of("eventSent")).toHaveLength(2);
});

test("a half-open socket hears nothing, and its subscription does not end", async () => {
  const { connect, signed, exchange, account, clock } = apiBench();
  const client = await connect();
  await client.ask(SUBSCRIBE, signed());
  exchange.sockets[0]?.freeze();
  account.emit("spot", EVENT);
  await clock.settle();
  expect(client.events).toEqual([]);
  expect(exchange.log.of("eventWithheld")).toMatchObject([{ subscription: 0, fault: "frozen" }]);
  expect(exchange.log.of("unsubscribed")).toEqual([]);
});

test("an outage cuts the sockets and ends their subscriptions", async () => {
  const { connect, signed, exchange } = apiBench();
  const client = await connect();
  await client.ask(SUBSCRIBE, signed());
  exchange.goDown();
  expect(exchange.log.of("unsubscribed")).toMatchObject([{ by: "socket" }]);
  const refused = await connect();
  expect(refused.ended).toEqual({ code: 1006, status: undefined });
  exchange.comeBack();
  const again = await connect();
  expect(await again.ask(SUBSCRIBE, signed())).toMatchObject({ status: 200 });
});

test("a closed exchange leaves no timer behind", async () => {
  const { connect, exchange, clock, token } = apiBench({ dialect: { eventsBeforeAck: true } });
  const client = await connect();
  const { token: listenToken } = await token();
  client.post("userDataStream.subscribe.listenToken", { listenToken });
  await clock.settle();
  exchange.close();
  await clock.settle();
  expect(clock.pendingTimers).toBe(0);
});
