// What has to be one file: the cases, so that they are the same everywhere; and a worker, as its users deploy it.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const home = join(import.meta.dirname, "..");

const common = { bundle: true, format: "esm", target: "es2022", logLevel: "warning" };

/**
 * Bundles the cases; the packages under test stay outside.
 *
 * @param {string} folder
 */
export async function bundleCases(folder) {
  await build({
    ...common,
    entryPoints: [join(home, "cases/index.mjs")],
    outfile: join(folder, "cases.mjs"),
    platform: "neutral",
    external: ["@listenkey/*"],
  });
}

/**
 * Bundles a worker with the packages, as the tools of Cloudflare do.
 *
 * @param {string} folder The project, which has the worker and what it imports.
 */
export async function bundleWorker(folder) {
  await build({
    ...common,
    entryPoints: [join(folder, "worker.mjs")],
    outfile: join(folder, "worker.bundle.mjs"),
    conditions: ["workerd", "worker", "browser"],
    platform: "neutral",
    mainFields: ["browser", "module", "main"],
  });
}

/**
 * @param {string} folder
 * @returns {Promise<() => Promise<{ http: string, ws: string, close: () => Promise<void> }>>}
 */
export async function loadPeerServer(folder) {
  const outfile = join(folder, "peer-server.mjs");
  await build({
    ...common,
    entryPoints: [join(home, "../testkit/src/peer-server.ts")],
    outfile,
    platform: "node",
    banner: {
      js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
    },
  });
  const { startPeerServer } = await import(pathToFileURL(outfile).href);
  return startPeerServer;
}
