// What measured programs have in common: they are told what to do in one argument, and tell the director what came of it.

/** What this run of the program is to do. */
export const order = JSON.parse(process.argv[2] ?? "{}");

/** Tells the director something. */
export function tell(report) {
  process.send(report);
}

/** Nobody else shall be measured: ends the process at once. */
process.on("disconnect", () => process.exit());

/** CPU time of this process, in microseconds. */
export function cpu() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Collects all that nobody holds. */
export async function collectGarbage() {
  for (let round = 0; round < 4; round++) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
