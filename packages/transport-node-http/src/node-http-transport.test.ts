import { Agent } from "node:http";
import type { SocketEnd } from "@listenkey/core/transport";
import { describe, expect, test } from "vitest";
import { nodeHttpTransport } from "./node-http-transport.ts";

const { signal } = new AbortController();
const secure = { method: "GET", url: "https://127.0.0.1/", headers: {}, signal } as const;

describe("options", () => {
  test.each([0, -1, 1.5, Number.NaN, "8"])("maxSockets cannot be %s", (maxSockets) => {
    const wrong = (): unknown => nodeHttpTransport({ maxSockets: maxSockets as number });
    expect(wrong).toThrow("maxSockets must be a whole number from 1");
    expect(wrong).toThrow(expect.objectContaining({ code: "CONFIGURATION" }));
  });

  test("agent cannot be a URL, and the error does not print it", () => {
    const agent = "http://user:password@proxy.invalid" as unknown as Agent;
    const wrong = (): unknown => nodeHttpTransport({ agent });
    expect(wrong).toThrow("agent must be an Agent");
    expect(wrong).not.toThrow("password");
  });

  test("agent and maxSockets exclude each other", () => {
    const wrong = (): unknown => nodeHttpTransport({ agent: new Agent(), maxSockets: 2 });
    expect(wrong).toThrow("exclude each other");
  });
});

describe("an agent that does not speak the scheme", () => {
  test("is a CONFIGURATION error of a request", async () => {
    const sent = nodeHttpTransport({ agent: new Agent() }).send(secure);
    await expect(sent).rejects.toMatchObject({
      code: "CONFIGURATION",
      message: expect.stringContaining("does not speak https:"),
    });
  });

  test("is the end of a socket", async () => {
    const end = await new Promise<SocketEnd>((resolve) => {
      const handlers = { open() {}, message() {}, unreadable() {}, activity() {}, end: resolve };
      nodeHttpTransport({ agent: new Agent() }).connect({ url: "wss://127.0.0.1/" }, handlers);
    });
    expect(end).toMatchObject({ code: 1006, error: { code: "NETWORK" } });
    expect(end.error?.cause).toMatchObject({ message: "ERR_INVALID_PROTOCOL" });
  });
});

test("a header that cannot be sent is reported without its value", async () => {
  const headers = { "x-mbx-apikey": "SECRET\n" };
  const sent = nodeHttpTransport().send({ ...secure, headers });
  await expect(sent).rejects.toMatchObject({
    code: "NETWORK",
    cause: { message: "ERR_INVALID_CHAR" },
  });
});
