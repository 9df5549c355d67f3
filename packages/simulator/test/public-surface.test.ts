import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const source = join(dirname(fileURLToPath(import.meta.url)), "../src");

/** Everything that an entry imports, directly or not: files of this package, and names of others. */
function importsOf(entry: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(file, "utf8");
    for (const [, from = ""] of text.matchAll(/(?:from|import) "([^"]+)"/g)) {
      if (from.startsWith(".")) visit(join(dirname(file), from));
      else seen.add(from);
    }
  };
  visit(join(source, entry));
  return seen;
}

test("the main entry runs anywhere: it imports core and arithmetic, and nothing of Node", () => {
  const foreign = [...importsOf("index.ts")].filter((name) => !name.startsWith(source));
  expect(foreign.toSorted()).toEqual([
    "@listenkey/core",
    "@listenkey/core/transport",
    "@noble/curves/ed25519.js",
    "@noble/hashes/hmac.js",
    "@noble/hashes/sha2.js",
    "@noble/hashes/utils.js",
  ]);
});

test("Node and ws are in the server entry", () => {
  const foreign = [...importsOf("server.ts")].filter((name) => !name.startsWith(source));
  expect(foreign).toEqual(expect.arrayContaining(["node:http", "ws"]));
});

test("the public surface changes only on purpose", async () => {
  expect(Object.keys(await import("../src/index.ts")).toSorted()).toEqual([
    "LogIndex",
    "auditStream",
    "binanceHosts",
    "combinedHost",
    "compatibleHosts",
    "createExchange",
    "defaultDialect",
    "defaultHosts",
    "fault",
  ]);
  expect(Object.keys(await import("../src/server.ts"))).toEqual(["serveExchange"]);
});
