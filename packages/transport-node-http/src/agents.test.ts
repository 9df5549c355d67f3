import type { Agent, Server } from "node:http";
import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { agentsOf, keepAliveAgents } from "./agents.ts";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Makes one request, and returns the connection that is kept after it. */
async function idleAfterRequest(agent: Agent, keepAlive: string) {
  const server = createServer((_request, response) => {
    response.setHeader("connection", "keep-alive").setHeader("keep-alive", keepAlive).end();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const freed = new Promise((resolve) => agent.once("free", resolve));
  get({ agent, host: "127.0.0.1", port }, (response) => response.resume());
  await freed;
  const [idle] = Object.values(agent.freeSockets).flat();
  if (idle === undefined) throw new Error("no connection was kept");
  return idle;
}

describe("an idle connection", () => {
  test("is dropped before servers usually hang up", async () => {
    const agents = keepAliveAgents(1);
    const idle = await idleAfterRequest(agents.plain, "timeout=60");
    expect(idle.timeout).toBe(4_000);
    agents.dropIdle();
    expect(idle.destroyed).toBe(true);
  });

  test("is dropped sooner where the server says so", async () => {
    const agents = keepAliveAgents(1);
    const idle = await idleAfterRequest(agents.plain, "timeout=2");
    expect(idle.timeout).toBeLessThanOrEqual(2_000);
    agents.dropIdle();
  });

  test("of a user's agent is the user's", async () => {
    const { plain } = keepAliveAgents(1);
    const idle = await idleAfterRequest(plain, "timeout=60");
    agentsOf(plain).dropIdle();
    expect(idle.destroyed).toBe(false);
    plain.destroy();
  });
});
