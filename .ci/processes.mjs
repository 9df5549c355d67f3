// Runs commands and keeps their output until it is wanted.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { clearTimeout, setTimeout } from "node:timers";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const root = fileURLToPath(new URL("..", import.meta.url));

const windows = process.platform === "win32";
const running = new Set();
let stopping = false;

/**
 * Runs a command to its end.
 *
 * @param {readonly string[]} command
 * @param {{ env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} [options]
 * @returns {Promise<{ code: number, stdout: string, output: string }>} `output` is stdout and stderr as they came.
 */
export async function run([file, ...args], { env = process.env, onLine = () => {} } = {}) {
  if (stopping) return never();
  // A group of its own: what the command starts can be ended with it, and Ctrl-C reaches us alone.
  const child = spawn(file, args, {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: !windows,
    shell: windows,
  });
  running.add(child);
  const stdout = [];
  const output = [];
  for (const [stream, kept] of [
    [child.stdout, [stdout, output]],
    [child.stderr, [output]],
  ]) {
    createInterface({ input: stream }).on("line", (line) => {
      for (const lines of kept) lines.push(line);
      onLine(line);
    });
  }
  const code = await exitCodeOf(child, output);
  running.delete(child);
  if (stopping) return never();
  return { code, stdout: stdout.join("\n"), output: output.join("\n") };
}

/**
 * Ends every running command and all it has started: politely, after three seconds for certain. From here on nothing
 * is started and no command is told to have ended: the caller is about to exit.
 */
export async function stopAll() {
  stopping = true;
  const children = [...running];
  const ended = children.map((child) => once(child, "close"));
  for (const child of children) signal(child, "SIGTERM");
  const impatience = setTimeout(() => {
    for (const child of children) signal(child, "SIGKILL");
  }, 3_000);
  await Promise.allSettled(ended);
  clearTimeout(impatience);
}

async function exitCodeOf(child, output) {
  try {
    const [code, signalName] = await once(child, "close");
    if (signalName !== null) output.push(`ended by ${signalName}`);
    return code ?? 1;
  } catch (error) {
    output.push(String(error));
    return 1;
  }
}

function signal(child, name) {
  try {
    if (windows) child.kill(name);
    else process.kill(-child.pid, name);
  } catch {
    // It has ended already.
  }
}

function never() {
  return new Promise(() => {});
}
