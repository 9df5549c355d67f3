// The one process that every runtime talks to: it serves the exchanges and takes the results, and shows a browser the
// project that the tarballs were installed in.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { json } from "node:stream/consumers";
import { Run } from "./run.mjs";
import { openWorld } from "./world-deeds.mjs";

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": "*",
};

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript" };

/**
 * @param {object} options
 * @param {string} options.folder What a browser is shown.
 * @param {() => Promise<any>} options.startPeerServer
 * @returns {Promise<{ origin: string, run: (name: string) => Run, close: () => Promise<void> }>}
 */
export async function startControlServer({ folder, startPeerServer }) {
  const runs = new Map();
  const server = createServer((request, response) => {
    respond(request, response).catch((error) => {
      response.writeHead(error.code === "ENOENT" ? 404 : 500, CORS).end(String(error));
    });
  });

  async function respond(request, response) {
    if (request.method === "OPTIONS") return response.writeHead(204, CORS).end();
    const { pathname } = new URL(request.url, "http://control.localhost");
    if (request.method === "GET") return show(pathname, response);
    const [, , name, ...path] = pathname.split("/").map(decodeURIComponent);
    const told = await runs
      .get(name)
      .answer(path, await json(request), { openWorld, startPeerServer });
    response.writeHead(200, { ...CORS, "content-type": "application/json" });
    response.end(JSON.stringify(told ?? null));
  }

  async function show(pathname, response) {
    const file = join(folder, normalize(pathname));
    const content = await readFile(file);
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "text/plain" }).end(content);
  }

  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    run: (name) => {
      runs.set(name, new Run(name));
      return runs.get(name);
    },
    close: async () => {
      for (const run of runs.values()) await run.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
