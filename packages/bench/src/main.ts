// `npm run bench`: what the packages cost, measured against doing it by hand.
import process from "node:process";
import { fileURLToPath } from "node:url";
import { killAllAtEnd } from "@listenkey/simulation/child";
import { screenOn } from "@listenkey/simulation/terminal";
import { readArguments } from "./command.ts";
import { rows } from "./rows/rows.ts";
import { runBench } from "./run-bench.ts";

killAllAtEnd();

const terminal = {
  out: screenOn(process.stdout, process.env),
  err: screenOn(process.stderr, process.env),
};
const flags = readArguments(process.argv.slice(2), terminal, Object.keys(rows));
if (typeof flags === "number") process.exitCode = flags;
else {
  // Bundled into node_modules/.cache/<folder> of packages/simulation.
  const packages = new URL("../../../../", import.meta.url);
  const places = {
    root: fileURLToPath(new URL("../", packages)),
    home: new URL("bench/", packages),
    peers: new URL("peers/bench/", packages),
  };
  try {
    await runBench(flags, rows, { terminal, places });
  } catch (error) {
    terminal.err.print(`bench: ${error instanceof Error ? error.message : String(error)}`);
    // Programs that are waiting to be told something would hold the process.
    process.exit(1);
  }
}
