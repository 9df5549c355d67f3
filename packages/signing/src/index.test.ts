import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";
import * as entry from "./index.ts";
import * as node from "./node.ts";

test("the public surface changes only on purpose", () => {
  expect(Object.keys(entry).sort()).toEqual([
    "hmacSigner",
    "pemSigner",
    "restPayload",
    "signedParams",
    "signedQuery",
    "webSocketPayload",
  ]);
  expect(Object.keys(node).sort()).toEqual(["encryptedPemSigner", "keyFileSigner"]);
});

/** What a browser would be served. */
async function bundled(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    bundle: true,
    write: false,
    minify: true,
    platform: "browser",
    format: "esm",
    conditions: ["@listenkey/source"],
    logLevel: "silent",
  });
  return outputFiles.map(({ text }) => text).join("");
}

test("the main entry is built for browsers without a polyfill, and signs there", async () => {
  const program = await bundled("./index.ts");
  expect(program).not.toMatch(/\bBuffer\b|\bprocess\b|\brequire\b/);
  const loaded = (await import(
    `data:text/javascript,${encodeURIComponent(program)}`
  )) as typeof entry;
  expect(await loaded.hmacSigner("key")("The quick brown fox jumps over the lazy dog")).toBe(
    "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8",
  );
});

test("the Node entry is for Node", async () => {
  await expect(bundled("./node.ts")).rejects.toThrow(/Could not resolve "node:/);
});
