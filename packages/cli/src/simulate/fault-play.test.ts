import { virtualClock } from "@listenkey/core/testing";
import { createExchange, type LogRecordKind } from "@listenkey/simulator";
import { expect, test } from "vitest";
import { playFaults } from "./fault-play.ts";
import { plannedFault } from "./planned-fault.ts";

async function played(text: string, { speed = 1 } = {}) {
  const clock = virtualClock({ now: 1_000_000 });
  const exchange = createExchange({ clock });
  const account = exchange.createAccount();
  account.keys("umfutures").create();
  account.keys("cmfutures").create();
  const transport = exchange.transport();
  const url = `wss://fstream.binance.com/private/ws/${account.keys("umfutures").listenKey}`;
  const ends: number[] = [];
  const open = (): void =>
    void transport.connect(
      { url },
      {
        open: () => undefined,
        message: () => undefined,
        unreadable: () => undefined,
        activity: () => undefined,
        end: ({ code }) => void ends.push(code),
      },
    );
  open();
  open();
  await clock.advance(10);
  const begun: string[] = [];
  const [fault] = playFaults([plannedFault(text)], {
    exchange,
    account,
    products: ["umfutures", "portfolio-margin-pro", "cmfutures", "spot"],
    speed,
    begins: ({ plan }) => void begun.push(plan.text),
  });
  const of = (kind: LogRecordKind) => exchange.log.of(kind);
  return { clock, exchange, account, open, ends, begun, fault, of };
}

test.each([
  { text: "cut@5s", struck: 2, kind: "socketClosed" },
  { text: "1xcut@5s", struck: 1, kind: "socketClosed" },
  { text: "halfOpen@5s", struck: 2, kind: "socketFrozen" },
  { text: "outage@5s+1s", struck: 2, kind: "wentDown" },
  { text: "expireKey@5s", struck: 2, kind: "keyExpired" },
  { text: "expireKey:cmfutures@5s", struck: 1, kind: "keyExpired" },
  { text: "revokeKey@5s", struck: 2, kind: "keyRevoked" },
  { text: "recreateKey:umfutures@5s", struck: 1, kind: "keyRevoked" },
] as const)("$text strikes $struck, then and not before", async ({ text, struck, kind }) => {
  const { clock, begun, fault, of } = await played(text);
  await clock.advance(4_999);
  expect([begun, of(kind).length, fault?.struck]).toEqual([[], 0, 0]);
  await clock.advance(1);
  expect([begun, fault?.struck]).toEqual([[text], struck]);
  expect(of(kind)).toHaveLength(kind === "wentDown" ? 1 : struck);
});

test("what strikes within a span strikes new sockets too, until it ends", async () => {
  const { clock, open, of } = await played("halfOpen@5s+10s");
  await clock.advance(5_000);
  open();
  await clock.advance(10);
  expect(of("socketFrozen")).toHaveLength(3);
  await clock.advance(10_000);
  open();
  await clock.advance(10);
  expect([of("socketOpened").length, of("socketFrozen").length]).toEqual([4, 3]);
});

test("an outage ends with its span", async () => {
  const outage = await played("outage@1s+2s");
  await outage.clock.advance(2_999);
  expect(outage.of("cameBack")).toHaveLength(0);
  await outage.clock.advance(1);
  expect(outage.of("cameBack")).toHaveLength(1);
});

test("an announced shutdown cuts the sockets when its span ends", async () => {
  const { clock, ends } = await played("shutdown@1s+2s");
  await clock.advance(2_999);
  expect(ends).toEqual([]);
  await clock.advance(100);
  expect(ends).toEqual([1006, 1006]);
});

test("times stay real, however fast the exchange lives", async () => {
  const { clock, fault } = await played("cut@5s", { speed: 10 });
  await clock.advance(49_999);
  expect(fault?.struck).toBe(0);
  await clock.advance(1);
  expect(fault?.struck).toBe(2);
});

test("what waits for requests strikes so often, or all within its span", async () => {
  const { clock, exchange, account, fault } = await played("2xunavailable:umfutures:create@1s");
  const transport = exchange.transport();
  const [apiKey = ""] = account.apiKeys;
  const statuses: number[] = [];
  const ask = async (): Promise<void> => {
    const asked = transport.send({
      method: "POST",
      url: "https://fapi.binance.com/fapi/v1/listenKey",
      headers: { "x-mbx-apikey": apiKey },
      signal: new AbortController().signal,
    });
    await clock.advance(100);
    statuses.push((await asked).status);
  };
  await ask();
  await clock.advance(1_000);
  for (let asked = 0; asked < 3; asked += 1) await ask();
  expect([statuses, fault?.struck]).toEqual([[200, 503, 503, 200], 2]);
});
