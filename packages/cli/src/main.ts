#!/usr/bin/env node
import { constants } from "node:os";
import process from "node:process";
import { systemClock } from "@listenkey/core/kit";
import { runCommand } from "./command.ts";
import { processTerminal } from "./process-terminal.ts";

const interruption = new AbortController();
let interruptedBy: number | undefined;

for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.on(name, () => {
    const code = 128 + constants.signals[name];
    // The first one asks, the second one tells.
    if (interruptedBy !== undefined) process.exit(code);
    interruptedBy = code;
    interruption.abort();
  });
}

// Nobody reads any more, e.g. `listenkey demo | head`: that is no failure worth a stack trace.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", () => process.exit(1));
}

const code = await runCommand(process.argv.slice(2), {
  terminal: processTerminal(process),
  signal: interruption.signal,
  real: systemClock,
});
process.exitCode = interruptedBy ?? code;
