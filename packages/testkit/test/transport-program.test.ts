import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PeerServer } from "../src/peer-server.ts";
import { startPeerServer } from "../src/peer-server.ts";
import { bundle, run } from "./transport-program.ts";

let peer: PeerServer;

beforeAll(async () => {
  peer = await startPeerServer();
});

afterAll(() => peer.close());

/** Says what was answered, and which modules of the given package were loaded. */
function report(loaded: string): string {
  return `
    const modules = Object.keys(createRequire(import.meta.url).cache);
    process.stdout.write(JSON.stringify({ status, loaded: modules.some((file) => file.includes("/${loaded}/")) }));`;
}

function request(path: string): string {
  return `{ method: "GET", url: "${peer.http}${path}", headers: {}, signal: new AbortController().signal }`;
}

describe("a browser bundle of transport-fetch", () => {
  const source = `
    import { fetchTransport } from "@listenkey/transport-fetch";
    globalThis.transport = fetchTransport();`;

  test("holds no polyfill and nothing of Node", async () => {
    const { text, files } = await bundle(source, "browser");
    expect(files.join("\n")).toContain("transport-fetch/src/no-fetch.ts");
    expect(files.filter((file) => file.includes("node_modules"))).toEqual([]);
    expect(text).not.toMatch(/XMLHttpRequest|require\(|node:|process\./);
  });

  test("says what to do where there is no fetch", async () => {
    const { text } = await bundle(source, "browser");
    const { signal } = new AbortController();
    const sent: unknown = runInNewContext(
      `${text}; transport.send({ method: "GET", url: "https://exchange.invalid/", headers: {}, signal })`,
      { URL, signal },
    );
    await expect(sent).rejects.toMatchObject({
      code: "CONFIGURATION",
      message: expect.stringContaining("pass one: fetchTransport({ fetch })"),
    });
  });
});

describe("a program with transport-fetch on Node", () => {
  const program = (first = "") =>
    bundle(
      `import { createRequire } from "node:module";
      import { fetchTransport } from "@listenkey/transport-fetch";
      ${first}
      const { status } = await fetchTransport().send(${request("/status?code=418")});
      ${report("cross-fetch")}`,
      "node",
    );

  test("does not load cross-fetch where there is fetch", async () => {
    const printed = await run(await program(), { inPackage: "transport-fetch" });
    expect(JSON.parse(printed)).toEqual({ status: 418, loaded: false });
  });

  test("loads cross-fetch where there is none", async () => {
    const withoutFetch = await program("delete globalThis.fetch;");
    const printed = await run(withoutFetch, { inPackage: "transport-fetch" });
    expect(JSON.parse(printed)).toEqual({ status: 418, loaded: true });
  });
});

describe("a program with transport-node-http", () => {
  // Less than an idle connection lives.
  const timeout = 3_500;

  test(
    "does not load ws for requests, and exits though a connection is kept",
    { timeout },
    async () => {
      const source = `
      import { createRequire } from "node:module";
      import { nodeHttpTransport } from "@listenkey/transport-node-http";
      const { status } = await nodeHttpTransport().send(${request("/status?code=418")});
      ${report("ws")}`;
      const printed = await run(await bundle(source, "node"), { inPackage: "transport-node-http" });
      expect(JSON.parse(printed)).toEqual({ status: 418, loaded: false });
    },
  );

  test("exits once its socket is closed, and not before", { timeout }, async () => {
    const source = `
      import { nodeHttpTransport } from "@listenkey/transport-node-http";
      const print = (text) => () => process.stdout.write(text + " ");
      const socket = nodeHttpTransport().connect({ url: "${peer.ws}/echo" }, {
        open() { print("open")(); socket.send("text"); },
        message(text) { print(text)(); socket.close(); },
        end: print("end"), activity: print("activity"), unreadable: print("unreadable"),
      });`;
    const printed = await run(await bundle(source, "node"), { inPackage: "transport-node-http" });
    expect(printed).toBe("open text ");
  });
});
