import type { SocketClosedRecord } from "@listenkey/simulator";
import type { SocketHandlers } from "@listenkey/core/transport";
import { scriptedTransport, virtualClock } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import { InFlight } from "./in-flight.ts";
import { Traffic } from "./traffic.ts";

function setup() {
  const inFlight = new InFlight(virtualClock());
  const traffic = new Traffic(inFlight);
  const wire = scriptedTransport();
  const sent: string[] = [];
  const transport = traffic.over(wire, ({ url }) => sent.push(url));
  const heard: string[] = [];
  const handlers: SocketHandlers = {
    open: () => heard.push("open"),
    message: (text) => heard.push(text),
    unreadable: () => undefined,
    activity: () => undefined,
    end: ({ code }) => heard.push(`end ${code}`),
  };
  return { inFlight, traffic, wire, sent, transport, heard, handlers };
}

const closed = (by: SocketClosedRecord["by"]): SocketClosedRecord => ({
  kind: "socketClosed",
  at: 0,
  socket: 1,
  by,
});

test("a request is in flight until it is answered", async () => {
  const { inFlight, wire, sent, transport } = setup();
  const { signal } = new AbortController();
  const answer = transport.send({ method: "POST", url: "http://127.0.0.1/", headers: {}, signal });
  expect([sent, inFlight.isAny]).toEqual([["http://127.0.0.1/"], true]);
  wire.waiting[0]?.reply({ status: 200 });
  expect((await answer).status).toBe(200);
  expect(inFlight.isAny).toBe(false);
});

test("a request that fails has landed too", async () => {
  const { inFlight, wire, transport } = setup();
  const { signal } = new AbortController();
  const answer = transport.send({ method: "POST", url: "http://127.0.0.1/", headers: {}, signal });
  wire.waiting[0]?.reply("lost");
  await expect(answer).rejects.toMatchObject({ code: "NETWORK" });
  expect(inFlight.isAny).toBe(false);
});

test.each([
  { title: "opens", act: (socket: SocketHandlers) => socket.open() },
  {
    title: "is refused",
    act: (socket: SocketHandlers) => socket.end({ code: 1006, reason: "" }),
  },
])("a handshake is in flight until it $title", ({ act }) => {
  const { inFlight, wire, transport, handlers } = setup();
  transport.connect({ url: "ws://127.0.0.1/" }, handlers);
  expect(inFlight.isAny).toBe(true);
  const [socket] = wire.sockets;
  if (socket !== undefined) act(socket.handlers);
  expect(inFlight.isAny).toBe(false);
});

test("a frame is in flight from the exchange's log to the client's handler", () => {
  const { inFlight, traffic, wire, transport, heard, handlers } = setup();
  transport.connect({ url: "ws://127.0.0.1/" }, handlers);
  wire.sockets[0]?.handlers.open();
  traffic.exchangeDid({ kind: "eventSent", at: 0, event: 1, socket: 1 });
  expect(inFlight.isAny).toBe(true);
  wire.sockets[0]?.handlers.message("hello");
  expect([heard, inFlight.isAny]).toEqual([["open", "hello"], false]);
});

test("the end of a socket is in flight until the other end knows", () => {
  const { inFlight, traffic, wire, transport, heard, handlers } = setup();
  transport.connect({ url: "ws://127.0.0.1/1" }, handlers);
  wire.sockets[0]?.handlers.open();
  traffic.exchangeDid(closed("exchange"));
  expect(inFlight.isAny).toBe(true);
  wire.sockets[0]?.handlers.end({ code: 1006, reason: "" });
  expect([heard, inFlight.isAny]).toEqual([["open", "end 1006"], false]);

  const socket = transport.connect({ url: "ws://127.0.0.1/2" }, handlers);
  wire.sockets[1]?.handlers.open();
  socket.close();
  expect(inFlight.isAny).toBe(true);
  traffic.exchangeDid(closed("client"));
  expect(inFlight.isAny).toBe(false);
});

test("a socket that is given up during its handshake is waited for no more", () => {
  const { inFlight, transport, handlers } = setup();
  transport.connect({ url: "ws://127.0.0.1/" }, handlers).close();
  expect(inFlight.isAny).toBe(false);
});
