// One runtime runs every case.
import { systemClock } from "@listenkey/core/kit";

/** Real time. */
const RUN_MS = 300_000;

/**
 * @typedef {object} Report
 * @property {import("./runtimes.mjs").Runtime} runtime
 * @property {string} version
 * @property {readonly import("./run.mjs").Result[]} results
 * @property {string | undefined} broken Why there are no more of them, if there should be.
 */

/**
 * @param {import("./runtimes.mjs").Runtime} runtime
 * @param {{ folder: string, origin: string, run: (name: string) => import("./run.mjs").Run }} place
 * @returns {Promise<Report>}
 */
export async function runOn(runtime, { folder, origin, run: begin }) {
  const name = `${runtime.name} ${runtime.transport}`;
  const run = begin(name);
  const report = { runtime, version: "", results: run.results, broken: undefined };
  try {
    report.version = await runtime.version();
    const started = await runtime.start({ folder, origin, name });
    report.broken = await whatBroke(run, started);
    await started.close();
  } catch (error) {
    report.broken = error instanceof Error ? error.message : String(error);
  }
  await run.close();
  return report;
}

/** Waits for the end of a run. */
async function whatBroke(run, { ended, said }) {
  let cancel = () => {};
  const late = new Promise((resolve) => {
    cancel = systemClock.setTimer(RUN_MS, () => resolve(`it took over ${RUN_MS} ms`), {
      ref: true,
    });
  });
  const gone = ended.then((how) => `it ended with ${how} before it had told everything`);
  // What it told last may arrive after it has gone.
  const why = await Promise.race([run.ended, late, gone.then((how) => settle(run, how))]);
  cancel();
  return why === undefined ? undefined : `${why}\n${said()}`.trim();
}

async function settle(run, how) {
  const soon = new Promise((resolve) => {
    systemClock.setTimer(1_000, () => resolve(how), { ref: true });
  });
  return Promise.race([run.ended, soon]);
}
