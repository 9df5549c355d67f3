import { fetchTransport } from "@listenkey/transport-fetch";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import type { PeerServer } from "../src/peer-server.ts";
import { startPeerServer } from "../src/peer-server.ts";
import { get, passTime, timeUp } from "../src/transport/calls.ts";
import { patienceCases, requestCases, transportCases } from "../src/transport-conformance.ts";
import { titled } from "./transport-titled.ts";

let peer: PeerServer;

beforeAll(async () => {
  peer = await startPeerServer();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

afterAll(() => peer.close());

// Node 20 has no WebSocket of its own.
describe("fetch, with the WebSocket of ws, keeps the transport contract", () => {
  test.each([...transportCases, ...patienceCases].map(titled))("%s", async (_title, promise) => {
    const transport = fetchTransport({ WebSocket });
    await expect(promise.run(transport, peer)).resolves.toBeUndefined();
  });
});

describe("cross-fetch, where there is no fetch, keeps the contract of requests", () => {
  // The node-fetch inside does not notice when a body with a length is cut.
  const blind = /^a (connection reset in mid-body|body shorter than its length) /;
  const cases = requestCases.filter(({ title }) => !blind.test(title));
  test.each(cases.map(titled))("%s", async (_title, promise) => {
    vi.stubGlobal("fetch", undefined);
    await expect(promise.run(fetchTransport(), peer)).resolves.toBeUndefined();
  });

  test("a body that is cut is given up when the time is up", async () => {
    vi.stubGlobal("fetch", undefined);
    const transport = fetchTransport();
    const controller = new AbortController();
    const { signal } = controller;
    const answer = transport.send(get(`${peer.http}/cut-mid-body`, { signal }));
    await passTime(transport, peer);
    controller.abort(timeUp());
    await expect(answer).rejects.toMatchObject({ code: "TIMEOUT" });
  });
});

test("a runtime without WebSocket is told what to do", () => {
  vi.stubGlobal("WebSocket", undefined);
  const handlers = { open() {}, message() {}, unreadable() {}, activity() {}, end() {} };
  expect(() => fetchTransport().connect({ url: `${peer.ws}/echo` }, handlers)).toThrow(
    "pass one: fetchTransport({ WebSocket }) or use nodeHttpTransport()",
  );
});
