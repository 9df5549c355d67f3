#!/usr/bin/env node
import { constants } from "node:os";
import process from "node:process";
import { systemClock } from "@listenkey/core/kit";
import { runCommand } from "./command.ts";
import { processTerminal } from "./process-terminal.ts";

const interruption = new AbortController();
let interruptedBy: number | undefined;

/** What a program is told to have ended by that writes to a reader who has gone. Windows has no such signal. */
const SIGPIPE = 13;

/** Asks the command to end. @param signal Its number. */
function interrupt(signal: number): void {
  interruptedBy ??= 128 + signal;
  interruption.abort();
}

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    // The first one asks, the second one tells.
    if (interruptedBy !== undefined) process.exit(interruptedBy);
    interrupt(constants.signals[name]);
  });
}

// Nobody reads any more, e.g. `listenkey watch | head`: that is no failure worth a stack trace, but a reason to end.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", () => interrupt(SIGPIPE));
}

const code = await runCommand(process.argv.slice(2), {
  terminal: processTerminal(process),
  signal: interruption.signal,
  real: systemClock,
  env: process.env,
});
process.exitCode = interruptedBy ?? code;
