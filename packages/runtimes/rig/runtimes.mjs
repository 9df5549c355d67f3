// Every runtime, and how it runs the cases.
import process from "node:process";
import { nodeBinary, toolBinary } from "./binaries.mjs";
import { openPage } from "./chromium.mjs";
import { ran, start } from "./spawned.mjs";

/**
 * @typedef {object} Started
 * @property {Promise<unknown>} ended Resolves when the runtime has gone, and with why.
 * @property {() => string} said What it has printed.
 * @property {() => Promise<unknown>} close
 *
 * @typedef {object} Runtime
 * @property {string} name
 * @property {string} transport
 * @property {() => Promise<string>} version
 * @property {(run: { folder: string, origin: string, name: string }) => Promise<Started>} start
 */

/** @type {readonly Runtime[]} */
export const runtimes = [
  ...[20, 22, 24, 26].flatMap((major) => [
    node(major, "node-http"),
    node(major, major === 20 ? "fetch+ws" : "fetch"),
  ]),
  program("Deno", "deno", [
    "run",
    "--no-prompt",
    "--allow-net=127.0.0.1",
    "--allow-env",
    "--allow-read=.",
    "--node-modules-dir=manual",
  ]),
  program("Bun", "bun", ["run", "--no-install"]),
  {
    name: "workerd",
    transport: "fetch",
    version: async () => versionIn(await ran(toolBinary("workerd"), ["--version"])),
    start: startWorker,
  },
  {
    name: "Chromium",
    transport: "fetch",
    version: async () => {
      const { version, close } = await openPage("about:blank");
      await close();
      return version;
    },
    start: async ({ origin, name }) => {
      const { said, close } = await openPage(`${origin}/page.html?run=${encodeURIComponent(name)}`);
      return { ended: new Promise(() => {}), said, close };
    },
  },
];

function node(major, transport) {
  return {
    name: `Node ${major}`,
    transport,
    version: async () => versionIn(await ran(nodeBinary(major), ["--version"])),
    start: async (run) => startProgram(nodeBinary(major), [], { ...run, transport }),
  };
}

function program(name, tool, args) {
  return {
    name,
    transport: "fetch",
    version: async () => versionIn(await ran(toolBinary(tool), ["--version"])),
    start: async (run) => startProgram(toolBinary(tool), args, { ...run, transport: "fetch" }),
  };
}

function startProgram(file, args, { folder, origin, name, transport }) {
  const env = { ...process.env, DENO_NO_UPDATE_CHECK: "1" };
  const all = [...args, "main.mjs", origin, name, transport];
  const { ended, output, end } = start(file, all, { cwd: folder, env });
  return { ended, said: output, close: () => end("SIGKILL") };
}

async function startWorker({ folder, origin, name }) {
  const args = ["serve", "worker.capnp", "--control-fd=3"];
  const { child, ended, output, end } = start(toolBinary("workerd"), args, {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const close = () => end("SIGKILL");
  const gone = ended.then((how) => {
    throw new Error(`workerd ended with ${how}:\n${output()}`);
  });
  const port = await Promise.race([portFrom(child.stdio[3]), gone]);
  const url = `http://127.0.0.1:${port}/?origin=${encodeURIComponent(origin)}&run=${encodeURIComponent(name)}`;
  // The answer comes when the cases have run; a worker that fails answers with why.
  const answered = fetch(url).then(async (answer) => `${answer.status} ${await answer.text()}`);
  return { ended: Promise.race([ended, answered]), said: output, close };
}

/** What workerd says on its control pipe when it listens: `{"event":"listen","socket":"http","port":…}`. */
async function portFrom(pipe) {
  let told = "";
  for await (const chunk of pipe) {
    told += chunk;
    const [, port] = /"port"\s*:\s*(\d+)/.exec(told) ?? [];
    if (port !== undefined) return Number(port);
  }
  throw new Error("workerd listens nowhere");
}

function versionIn({ output }) {
  return /\d[\d.-]*/.exec(output)?.[0] ?? output.trim();
}
