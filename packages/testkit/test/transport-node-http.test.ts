import { Agent } from "node:http";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PeerServer } from "../src/peer-server.ts";
import { startPeerServer } from "../src/peer-server.ts";
import { get } from "../src/transport/calls.ts";
import { dialOpen } from "../src/transport/ear.ts";
import {
  keepAliveCases,
  patienceCases,
  sightCases,
  transportCases,
} from "../src/transport-conformance.ts";
import { titled } from "./transport-titled.ts";

let peer: PeerServer;

beforeAll(async () => {
  peer = await startPeerServer();
});

afterAll(() => peer.close());

describe("node-http keeps the transport contract", () => {
  const cases = [...transportCases, ...keepAliveCases, ...sightCases, ...patienceCases];
  test.each(cases.map(titled))("%s", async (_title, promise) => {
    const transport = nodeHttpTransport();
    await expect(promise.run(transport, peer)).resolves.toBeUndefined();
    transport.close?.();
  });
});

describe("node-http with an agent of the user's keeps the transport contract", () => {
  test.each([...transportCases, ...sightCases].map(titled))("%s", async (_title, promise) => {
    const agent = new Agent({ keepAlive: true });
    await expect(promise.run(nodeHttpTransport({ agent }), peer)).resolves.toBeUndefined();
    agent.destroy();
  });
});

test("repeated headers of which Node keeps the first are joined, too", async () => {
  const transport = nodeHttpTransport();
  const { headers } = await transport.send(get(`${peer.http}/headers`));
  expect(headers["etag"]).toBe('"one", "two"');
  transport.close?.();
});

test("100 calls at once through a few connections are all answered", async () => {
  const transport = nodeHttpTransport({ maxSockets: 2 });
  const calls = Array.from({ length: 100 }, () => transport.send(get(`${peer.http}/visit?id=few`)));
  await Promise.all(calls);
  const { body } = await transport.send(get(`${peer.http}/visits?id=few`));
  expect(JSON.parse(body)).toEqual({ visits: 100, connections: 2 });
  transport.close?.();
});

test("an open socket takes no place among the connections of an agent", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const transport = nodeHttpTransport({ agent });
  const { socket, ear } = await dialOpen(transport, `${peer.ws}/echo`);
  expect((await transport.send(get(`${peer.http}/status?code=200`))).status).toBe(200);
  socket.send("still there");
  expect(await ear.text()).toBe("still there");
  socket.close();
  agent.destroy();
});

test("allowInsecure lets plain http: and ws: off loopback", async () => {
  // Everything the agent is asked to reach is the peer; no name is ever looked up.
  const agent = new Agent({
    lookup: (_host, _options, found) => found(null, [{ address: "127.0.0.1", family: 4 }]),
  });
  const transport = nodeHttpTransport({ allowInsecure: true, agent });
  const far = peer.http.replace("127.0.0.1", "exchange.invalid");
  expect((await transport.send(get(`${far}/status?code=200`))).body).toBe("status 200");
  const { socket } = await dialOpen(transport, `${far.replace("http", "ws")}/echo`);
  socket.close();
});
