// `npm run simulate`: whole days of faults, one for each seed.
import { constants } from "node:os";
import process from "node:process";
import { runCommand } from "./campaign/command.ts";
import { processContext } from "./campaign/process/process-context.ts";

const interruption = new AbortController();
let interruptedBy: number | undefined;

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    const code = 128 + constants.signals[name];
    // The first one asks, the second one tells.
    if (interruptedBy !== undefined) process.exit(code);
    interruptedBy = code;
    interruption.abort();
  });
}

// Nobody reads any more, e.g. `npm run simulate -- --trace 7 | head`: that is no failure worth a stack trace.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", () => process.exit(1));
}

const code = await runCommand(process.argv.slice(2), processContext(interruption.signal));
process.exitCode = interruptedBy ?? code;
