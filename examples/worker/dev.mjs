// Bundles the worker and runs it in workerd on this machine, until Ctrl-C.
//
//   BINANCE_API_KEY=… npx --yes --package=esbuild --package=workerd -- node dev.mjs
//   curl http://127.0.0.1:8787/main
//
// LISTENKEY_REST and LISTENKEY_STREAM together name other hosts, such as those of a simulated exchange.
import { spawn, spawnSync } from "node:child_process";
import { connect } from "node:net";
import process from "node:process";
import { setTimeout } from "node:timers/promises";

const { PORT: port = "8787" } = process.env;
const here = { cwd: import.meta.dirname, stdio: "inherit" };

const bundle = ["worker.mjs", "--bundle", "--format=esm", "--external:cloudflare:workers"];
const out = ["--outfile=dist/worker.mjs", "--log-level=warning"];
const { error, status } = spawnSync("esbuild", [...bundle, ...out], here);
if (error) throw new Error("esbuild and workerd have to be on the path: see the first lines here");
if (status !== 0) process.exit(1);

const socket = `--socket-addr=http=127.0.0.1:${port}`;
const workerd = spawn("workerd", ["serve", "config.capnp", socket], here);
let isEnding = false;
process.once("SIGINT", () => {
  isEnding = true;
  workerd.kill();
});
workerd.once("exit", (code) => {
  process.exitCode = isEnding ? 0 : (code ?? 1);
});

// It says nothing when it is ready.
while (workerd.exitCode === null && !(await answers())) await setTimeout(50);
if (workerd.exitCode === null) console.log(`Look at http://127.0.0.1:${port}/main`);

function answers() {
  return new Promise((resolve) => {
    const attempt = connect(Number(port), "127.0.0.1");
    attempt.once("connect", () => resolve(true)).once("error", () => resolve(false));
    attempt.once("connect", () => attempt.destroy());
  });
}
