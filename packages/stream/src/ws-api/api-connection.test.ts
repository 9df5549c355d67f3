import type { Transport } from "@listenkey/core";
import { CallBudget } from "@listenkey/core/kit";
import { configurationError } from "@listenkey/core/product";
import { expect, test } from "vitest";
import { ApiConnections } from "./api-connections.ts";
import type { Occupant } from "./seat.ts";
import { live, product, SECOND, setup } from "./ws-api.fixture.ts";

test("the exchange is asked for its time when a connection opens, unless that is well known", async () => {
  const { open, settle, accept, answer, asked, clock } = setup();
  open();
  await settle();
  accept();
  await settle();
  expect(asked("time")).toHaveLength(1);
  answer("time", { result: { serverTime: clock.now() } });
  open({ lane: 1 });
  await settle();
  accept();
  await settle();
  expect(asked("time")).toEqual([]);
});

test("an exchange that does not tell its time is no trouble", async () => {
  const { answer, settle, told } = await live();
  answer("time", { status: 500, error: { code: -1000, msg: "No." } });
  await settle();
  expect(told).toEqual(["joined", "live subscription"]);
});

test("a doubt is answered by asking the server whether it lives", async () => {
  const { source, asked } = await live();
  expect(asked("ping")).toEqual([]);
  source.doubt();
  expect(asked("ping")).toHaveLength(1);
});

test("a connection that is not heard any more is over within its bound", async () => {
  const { told, feed, clock } = await live();
  await clock.advance(feed.livenessBoundMs);
  expect(told.at(-1)).toBe("ended connection");
});

test("a URL that the transport refuses is refused for good", async () => {
  const { clock, open, makeSource } = setup();
  const transport: Transport = {
    name: "strict",
    send: () => new Promise(() => undefined),
    connect: () => {
      throw configurationError("Not there");
    },
  };
  const { ends } = open({}, makeSource({ transport }));
  await clock.advance(SECOND);
  expect(ends).toMatchObject([{ isFatal: true, error: { code: "CONFIGURATION" } }]);
});

test("a connection retires before it has given out all its numbers", async () => {
  const { clock, transport, draw } = setup();
  const told: string[] = [];
  const ignore = (): void => undefined;
  const occupant: Occupant = {
    budget: new CallBudget(clock),
    opened: ignore,
    heard: ignore,
    event: ignore,
    terminated: ignore,
    rejected: ignore,
    retiring: (reason) => void told.push(reason),
    ended: ignore,
  };
  const connections = ApiConnections.to({ transport, clock, url: "wss://api.test/v3", draw });
  const { connection } = connections.seat(
    { account: "A", occupant, lane: 0, urgency: "first", apartFrom: [], mostAccounts: 1 },
    {
      heartbeat: product.heartbeat,
      timeoutMs: SECOND,
      weightShare: 0.25,
      random: () => 0,
    },
  );
  await clock.advance(100);
  const [socket] = transport.sockets;
  socket?.handlers.open();
  const ask = () => void connection.subscribe({ method: "subscribe" }).catch(ignore);
  const answer = (id: number) => {
    socket?.handlers.message(JSON.stringify({ id, status: 200, result: { subscriptionId: id } }));
    return clock.settle();
  };
  for (let count = 1; count < 65_000; count += 1) ask();
  await answer(2);
  expect(told).toEqual([]);
  ask();
  await answer(3);
  expect(told).toEqual(["age"]);
});
