// Installs and checks everything. The last line is `N passed, N failed`: every static check and every test counts one.
import { mkdtemp, rm } from "node:fs/promises";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { run, stopAll } from "./processes.mjs";
import { Progress } from "./progress.mjs";
import { stepsOf } from "./steps.mjs";
import { forgetBuilds, install } from "./toolchain.mjs";

/** As many steps at a time as the smallest machine has cores. */
const LANES = 2;

const scratch = await mkdtemp(join(tmpdir(), "listenkey-test-"));
const progress = new Progress(process.stdout);
const outcomes = [];

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(name, async () => {
    progress.end();
    await stopAll();
    await rm(scratch, { recursive: true, force: true });
    process.exit(128 + constants.signals[name]);
  });
}

const { statics, onBuild, tests, days } = stepsOf(scratch);
const installed = await progress.step("install", async (onLine) => judge(await install(onLine)));
if (installed.failed > 0) {
  outcomes.push({ name: "install", passed: 0, failed: 1 });
} else {
  await forgetBuilds();
  await runPhase(statics);
  const built = outcomes.some(({ name, failed }) => name === "build" && failed === 0);
  if (built) await runPhase(onBuild);
  else for (const step of onBuild) await record(step, async () => notRun("the build failed"));
  await runPhase(tests);
  await runPhase(days);
}
progress.end();
await rm(scratch, { recursive: true, force: true });
summarize();

/** Runs independent steps, a few at a time. */
async function runPhase(steps) {
  const queue = [...steps];
  const lane = async () => {
    for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
      await record(step, (onLine) => check(step, onLine));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

async function record({ name }, step) {
  outcomes.push({ name, ...(await progress.step(name, step)) });
}

/** Runs a step; one that failed without a failure to count, or that checked nothing, counts as one failure. */
async function check({ command, count = judge }, onLine) {
  const ran = await run(command, { env: installed.env, onLine });
  try {
    const counted = await count(ran);
    const silent = counted.failed === 0 && (ran.code !== 0 || counted.passed === 0);
    return { ...counted, failed: silent ? 1 : counted.failed, output: ran.output };
  } catch (error) {
    return { passed: 0, failed: 1, output: `${ran.output}\n${String(error)}` };
  }
}

/** One check, which passed if its command did. */
function judge(ran) {
  return { ...ran, passed: ran.code === 0 ? 1 : 0, failed: ran.code === 0 ? 0 : 1 };
}

function notRun(why) {
  return { passed: 0, failed: 1, output: `not run: ${why}` };
}

function summarize() {
  const total = (key) => outcomes.reduce((sum, outcome) => sum + outcome[key], 0);
  const broken = outcomes.filter(({ failed }) => failed > 0).map(({ name }) => name);
  console.log(broken.length === 0 ? "" : `\nFailed: ${broken.join(", ")}`);
  console.log(`${total("passed")} passed, ${total("failed")} failed`);
  process.exitCode = total("failed") === 0 ? 0 : 1;
}
