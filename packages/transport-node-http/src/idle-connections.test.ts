import type { Agent, Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { virtualClock } from "@listenkey/core/testing";
import { afterEach, describe, expect, test, vi } from "vitest";
import { AddressBook } from "./address-book.ts";
import { agentsOf, keepAliveAgents, type Agents } from "./agents.ts";
import { sendOver } from "./request.ts";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Makes requests, one after the other, over the one connection that is kept. */
async function setup(agents: Agents, keepAlive = "timeout=60") {
  const server = createServer((_request, response) => {
    response.setHeader("connection", "keep-alive").setHeader("keep-alive", keepAlive).end();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const line = { agents, addresses: new AddressBook(false) };
  const { signal } = new AbortController();
  const request = async (): Promise<Socket> => {
    const freed = new Promise((resolve) => agents.plain.once("free", resolve));
    const url = `http://127.0.0.1:${port}/`;
    await sendOver(line, { method: "GET", url, headers: {}, signal });
    await freed;
    const [socket, ...others] = idleOf(agents.plain);
    if (socket === undefined) throw new Error("no connection was kept");
    expect(others).toEqual([]);
    return socket;
  };
  return { request, first: await request() };
}

function idleOf(agent: Agent): readonly Socket[] {
  return Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? []);
}

/** The agents of a transport, one connection of theirs, and the time. */
async function ownAgents(keepAlive?: string) {
  const clock = virtualClock();
  const agents = keepAliveAgents(1, clock);
  return { clock, agents, ...(await setup(agents, keepAlive)) };
}

describe("an idle connection", () => {
  test("is dropped before servers usually hang up, and no timer is left", async () => {
    const { clock, first } = await ownAgents();
    await clock.advance(3_000);
    expect(first.destroyed).toBe(false);
    await clock.advance(1_000);
    expect(first.destroyed).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });

  test("is kept as long as it is used now and then", async () => {
    const { clock, request, first } = await ownAgents();
    for (let round = 0; round < 4; round++) {
      await clock.advance(3_000);
      expect(await request()).toBe(first);
    }
    await clock.advance(4_000);
    expect(first.destroyed).toBe(true);
  });

  test("is dropped sooner where the server says so", async () => {
    const { clock, first } = await ownAgents("timeout=2");
    await clock.advance(500);
    expect(first.destroyed).toBe(false);
    await clock.advance(500);
    expect(first.destroyed).toBe(true);
  });

  test("does not hold the process", async () => {
    const clock = virtualClock();
    const setTimer = vi.spyOn(clock, "setTimer");
    await setup(keepAliveAgents(1, clock));
    await clock.advance(500);
    expect(setTimer.mock.calls.map(([, , options]) => options)).toEqual([
      { ref: false },
      { ref: false },
    ]);
  });

  test("is dropped at once when the transport is closed, and no timer is left", async () => {
    const { clock, agents, first } = await ownAgents();
    agents.dropIdle();
    expect(first.destroyed).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });

  test("of a user's agent is the user's", async () => {
    const { plain } = keepAliveAgents(1);
    const { first } = await setup(agentsOf(plain));
    agentsOf(plain).dropIdle();
    expect(first.destroyed).toBe(false);
    plain.destroy();
  });
});
