// The examples, each started as its first lines say, with the packed packages.
import { cp, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";
import { systemClock } from "@listenkey/core/kit";
import { root } from "../../../.ci/processes.mjs";
import { pathOfRuntimes } from "../rig/binaries.mjs";
import { openPage } from "../rig/chromium.mjs";
import { start } from "../rig/spawned.mjs";

/** Real time, for all that an example has to show: an outage is among it. */
const EXAMPLE_MS = 60_000;
const LOOK_MS = 100;

/**
 * @typedef {object} Example
 * @property {string} name
 * @property {"node" | "deno" | "bun" | "browser" | "worker"} runtime
 * @property {readonly string[]} command
 * @property {readonly string[]} prints Regular expressions.
 * @property {string} [visit] A path on the server that it starts, to be opened in a browser or fetched.
 * @property {readonly string[]} [shows] Regular expressions, for what is there.
 */

/** @param {{ folder: string, scratch: string }} project The examples look for the packages above them. */
export async function exampleChecks({ folder, scratch }) {
  const examples = join(folder, "examples");
  const filter = (source) => !source.includes("node_modules");
  await cp(join(root, "examples"), examples, { recursive: true, filter });
  const PATH = await pathOfRuntimes(join(scratch, "bin"));
  /** @type {Example[]} */
  const list = JSON.parse(await readFile(join(examples, "examples.json"), "utf8"));
  return list.map((example) => ({
    name: `example ${example.name}`,
    run: () => runExample(example, { examples, PATH }),
  }));
}

async function runExample(example, { examples, PATH }) {
  const env = { ...process.env, PATH, PORT: String(await freePort()), DENO_NO_UPDATE_CHECK: "1" };
  const program = start("node", ["exchange.mjs", ...example.command], { cwd: examples, env });
  try {
    await Promise.race([
      Promise.all([
        matches(example.prints, async () => program.output()),
        visited(example, program),
      ]),
      program.ended.then((how) => {
        throw new Error(`it ended with ${how}`);
      }),
    ]);
    const how = await program.end("SIGINT");
    if (how !== 0) throw new Error(`after Ctrl-C it ended with ${how}`);
  } catch (error) {
    void program.end("SIGKILL");
    throw new Error(`${error.message}\n${program.output()}`, { cause: error });
  }
}

/** Looks at what an example serves, if it does. */
async function visited({ runtime, visit, shows = [] }, program) {
  if (visit === undefined) return;
  await matches([String.raw`http://127\.0\.0\.1:\d+`], async () => program.output());
  const [origin = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(program.output()) ?? [];
  const url = origin + visit;
  if (runtime !== "browser") {
    // It may have printed its address before it listens.
    const text = async () => fetch(url).then((answer) => answer.text(), String);
    await matches(shows, text);
    return;
  }
  const { page, said, close } = await openPage(url);
  try {
    await matches(shows, async () => `${await page.innerText("body")}\n${said()}`);
  } finally {
    await close();
  }
}

/** Looks again and again until all is there. */
async function matches(patterns, look) {
  const missing = new Set(patterns);
  let text = "";
  for (let left = EXAMPLE_MS; missing.size > 0; left -= LOOK_MS) {
    if (left <= 0)
      throw new Error(`${[...missing].join(" and ")} did not come; this did:\n${text}`);
    text = await look();
    for (const pattern of missing) if (new RegExp(pattern).test(text)) missing.delete(pattern);
    await new Promise((resolve) => {
      systemClock.setTimer(LOOK_MS, resolve, { ref: true });
    });
  }
}

async function freePort() {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}
