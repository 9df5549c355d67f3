// Serves a page that reads account events without a bundler, and the listen keys that it needs, until Ctrl-C.
//
//   BINANCE_API_KEY=… node serve.mjs
//
// LISTENKEY_REST, LISTENKEY_STREAM and LISTENKEY_WS_API name other hosts, such as those of a simulated exchange.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, extname, join, normalize } from "node:path";
import process from "node:process";
import { createKeyEndpoint } from "../node/key-endpoint.mjs";

const {
  BINANCE_API_KEY: apiKey = "",
  LISTENKEY_REST: rest,
  LISTENKEY_STREAM: stream,
  LISTENKEY_WS_API: wsApi,
  PORT: port = "8787",
} = process.env;

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript" };
const PAGE = new Set(["/index.html", "/page.mjs", "/keys-from-server.mjs"]);

const endpoint = createKeyEndpoint({ apiKey, rest });
const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  if (pathname === "/listen-key") return endpoint.answer(request, response);
  if (pathname === "/hosts.json") return response.end(JSON.stringify({ stream, wsApi }));
  try {
    const path = fileFor(pathname === "/" ? "/index.html" : pathname);
    const text = await readFile(path);
    response.writeHead(200, { "content-type": TYPES[extname(path)] }).end(text);
  } catch {
    response.writeHead(404).end();
  }
});

server.listen(Number(port), "127.0.0.1", () => {
  console.log(`Open http://127.0.0.1:${server.address().port}/`);
});

process.once("SIGINT", async () => {
  server.close();
  server.closeAllConnections();
  await endpoint.close();
});

/** The page's own files, and the built files of the packages in its import map: `/modules/<package>/dist/<file>.js`. */
function fileFor(pathname) {
  if (PAGE.has(pathname)) return join(import.meta.dirname, pathname);
  const [, name, file] = /^\/modules\/((?:@listenkey\/)?[\w-]+)\/(dist\/[\w./-]+\.js)$/.exec(
    pathname,
  );
  if (file !== normalize(file)) throw new Error("outside");
  return join(packageFolder(name), file);
}

function packageFolder(name) {
  const { resolve } = createRequire(import.meta.url);
  // What core needs lies beside core.
  const from = name.startsWith("@") ? resolve : createRequire(resolve("@listenkey/core")).resolve;
  return dirname(from(`${name}/package.json`));
}
