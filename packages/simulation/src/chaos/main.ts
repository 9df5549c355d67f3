// `npm run test:chaos`: real processes, real sockets, real time.
import { randomInt } from "node:crypto";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { screenOn } from "../campaign/terminal/terminal.ts";
import { validators } from "../validators/validators.ts";
import { readArguments } from "./chaos-command.ts";
import { killAllAtEnd } from "./director/child.ts";
import { runChaos } from "./run-chaos.ts";

const LARGEST_SEED = 1_000_000;

killAllAtEnd();

const terminal = {
  out: screenOn(process.stdout, process.env),
  err: screenOn(process.stderr, process.env),
};
const flags = readArguments(process.argv.slice(2), terminal, () => randomInt(LARGEST_SEED));
if (typeof flags === "number") process.exitCode = flags;
else {
  // Bundled beside this file.
  const beside = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
  const programs = {
    exchange: beside("exchange.mjs"),
    client: beside("client.mjs"),
    soak: beside("soak.mjs"),
  };
  process.exitCode = (await runChaos(flags, { terminal, programs, validators })) ? 0 : 1;
}
