import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { nodeHttpTransport } from "./index.ts";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server that never answers. @returns Its URL, the first request when it has arrived, and the end of its connection. */
async function silence() {
  let arrived = (_gone: Promise<void>): void => {};
  const request = new Promise<{ gone: Promise<void> }>((resolve) => {
    arrived = (gone) => resolve({ gone });
  });
  const server = createServer(({ socket }) => {
    arrived(new Promise((resolve) => void socket.once("close", () => resolve())));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, request };
}

test("a light signal ends a request, and the full one is not asked for", async () => {
  const { url, request } = await silence();
  const controller = new AbortController();
  const sent = nodeHttpTransport().send({
    method: "GET",
    url,
    headers: {},
    lightSignal: controller.signal,
    get signal(): AbortSignal {
      throw new Error("a signal was made");
    },
  });
  const outcome = sent.catch((error: unknown) => error);
  const { gone } = await request;
  controller.abort();
  expect(await outcome).toMatchObject({ code: "ABORTED" });
  await gone;
});
