import { expect, test } from "vitest";
import { timeoutReason } from "../seams/transport-error.ts";
import type { HttpRequest } from "../transport.ts";
import { scriptedTransport } from "./scripted-transport.ts";

const caught = (error: unknown): unknown => error;

function request(signal = new AbortController().signal): HttpRequest {
  return { method: "POST", url: "https://rest.test/listenKey", headers: {}, signal };
}

test("a request waits until the test answers it", async () => {
  const transport = scriptedTransport();
  const response = transport.send(request());
  expect(transport.waiting).toHaveLength(1);
  transport.waiting[0]?.reply({ status: 418, headers: { "retry-after": "5" }, body: { code: 1 } });
  expect(await response).toEqual({
    status: 418,
    headers: { "retry-after": "5" },
    body: '{"code":1}',
  });
  expect(transport.waiting).toEqual([]);
  expect(transport.requests).toMatchObject([{ method: "POST", settled: true }]);
});

test.each([
  [undefined, ""],
  ["<html>", "<html>"],
  [null, "null"],
  [{}, "{}"],
])("the body %j arrives as %j", async (body, text) => {
  const transport = scriptedTransport(() => ({ status: 200, body }));
  expect(await transport.send(request())).toEqual({ status: 200, headers: {}, body: text });
});

test("an answering function answers what it wants to, and leaves the rest", async () => {
  const transport = scriptedTransport(({ method }) =>
    method === "POST" ? { status: 200 } : undefined,
  );
  await transport.send(request());
  void transport.send({ ...request(), method: "PUT" });
  expect(transport.waiting).toMatchObject([{ method: "PUT" }]);
});

test("a lost request is a NETWORK error", async () => {
  const transport = scriptedTransport(() => "lost");
  await expect(transport.send(request())).rejects.toMatchObject({ code: "NETWORK" });
});

test("a signal ends a request, before it is sent or while it waits", async () => {
  const transport = scriptedTransport();
  const early = transport.send(request(AbortSignal.abort())).catch(caught);
  const controller = new AbortController();
  const late = transport.send(request(controller.signal)).catch(caught);
  expect(transport.waiting).toHaveLength(1);
  controller.abort(timeoutReason(10));
  expect(await early).toMatchObject({ code: "ABORTED" });
  expect(await late).toMatchObject({ code: "TIMEOUT" });
  expect(transport.waiting).toEqual([]);
});

test("an answer after the end is not heard", async () => {
  const transport = scriptedTransport();
  const controller = new AbortController();
  const outcome = transport.send(request(controller.signal)).catch(caught);
  controller.abort();
  transport.requests[0]?.reply({ status: 200 });
  expect(await outcome).toMatchObject({ code: "ABORTED" });
});

test("a socket tells its owner what the test says, until the owner closes it", () => {
  const transport = scriptedTransport();
  const heard: unknown[] = [];
  const socket = transport.connect(
    { url: "wss://stream.test/ws/KEY" },
    {
      open: () => heard.push("open"),
      message: (text) => heard.push(text),
      unreadable: (byteLength) => heard.push(byteLength),
      activity: () => heard.push("activity"),
      end: ({ code }) => heard.push(`end ${code}`),
    },
  );
  const [scripted] = transport.sockets;
  scripted?.handlers.open();
  socket.send("hello");
  scripted?.handlers.message("world");
  scripted?.handlers.unreadable(3);
  scripted?.handlers.activity();
  expect(scripted).toMatchObject({ url: "wss://stream.test/ws/KEY", sent: ["hello"] });
  expect(scripted?.closed).toBeUndefined();
  socket.close(3_000);
  socket.close();
  scripted?.handlers.message("too late");
  scripted?.handlers.end({ code: 1006, reason: "" });
  expect(heard).toEqual(["open", "world", 3, "activity"]);
  expect(scripted?.closed).toBe(3_000);
});

test("a socket closed without a code was closed with 1000", () => {
  const transport = scriptedTransport();
  const ignore = (): void => {};
  const handlers = {
    open: ignore,
    message: ignore,
    unreadable: ignore,
    activity: ignore,
    end: ignore,
  };
  transport.connect({ url: "wss://stream.test" }, handlers).close();
  expect(transport.sockets[0]?.closed).toBe(1_000);
});
