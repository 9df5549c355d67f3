import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { Row } from "../ground.ts";

/** What is bundled, and for whom. */
interface Way {
  readonly platform: "browser" | "node";
  readonly transport: "fetch" | "node-http";
  readonly entry: "keys" | "stream" | "ws";
}

const MADE = { fetch: "fetchTransport", "node-http": "nodeHttpTransport" } as const;

/** How much a user of a web page or a function downloads: minified, and compressed as servers do. */
export const bundleRow: Row = async (ground) => {
  const plan = {
    title: "Bundle",
    figures: [
      { name: "gzip", head: "gzip", unit: "B" },
      { name: "brotli", head: "brotli", unit: "B" },
      { name: "minified", head: "minified", unit: "B" },
    ],
    contenders: [
      { name: "ws, node", way: { platform: "node", transport: "node-http", entry: "ws" } },
      { name: "keys, browser", way: { platform: "browser", transport: "fetch", entry: "keys" } },
      {
        name: "stream, browser",
        way: { platform: "browser", transport: "fetch", entry: "stream" },
      },
      {
        name: "keys, node",
        way: { platform: "node", transport: "node-http", entry: "keys" },
        floor: "ws, node",
      },
      {
        name: "stream, node",
        way: { platform: "node", transport: "node-http", entry: "stream" },
        floor: "ws, node",
      },
    ],
    targets: [
      { contender: "keys, browser", figure: "gzip", atMost: 5_000 },
      { contender: "stream, browser", figure: "gzip", atMost: 12_000 },
    ],
  } as const;
  return [await ground.measure<Way>(plan, ({ way }) => weigh(way))];
};

async function weigh({ platform, transport, entry }: Way) {
  const { outputFiles } = await build({
    stdin: { contents: programOf(entry, transport), resolveDir: here() },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform,
    target: "es2022",
    logLevel: "error",
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  return {
    minified: code.length,
    gzip: gzipSync(code, { level: 9 }).length,
    brotli: brotliCompressSync(code).length,
  };
}

function programOf(entry: Way["entry"], transport: Way["transport"]): string {
  if (entry === "ws") return 'export { WebSocket } from "ws";';
  const [name, from] =
    entry === "keys" ? ["createListenKeyManager", "core"] : ["openUserDataStream", "stream"];
  return `
    import { ${name} } from "@listenkey/${from}";
    import { ${MADE[transport]} } from "@listenkey/transport-${transport}";
    import { umfutures } from "@listenkey/umfutures";
    export const open = (apiKey) =>
      ${name}({ product: umfutures, apiKey, transport: ${MADE[transport]}() });`;
}

/** Where packages are looked up from: this package has them all. */
function here(): string {
  return fileURLToPath(new URL(".", import.meta.url));
}
