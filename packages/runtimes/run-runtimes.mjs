// Installs the packed packages into an empty project, as a user would, and runs the same cases on every runtime; then
// what else holds for packages everywhere. The last line is `N passed, N failed`. An argument picks runtimes and checks
// whose names contain it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { systemClock } from "@listenkey/core/kit";
import { packAll } from "../../.ci/pack.mjs";
import { publicEntries, publishChecks } from "./checks/deno-publish.mjs";
import { exampleChecks } from "./checks/examples.mjs";
import { requireChecks } from "./checks/require.mjs";
import { sizeChecks } from "./checks/size.mjs";
import { typeChecks } from "./checks/types.mjs";
import { loadPeerServer } from "./rig/bundles.mjs";
import { startControlServer } from "./rig/control-server.mjs";
import { addPrograms, installPacked } from "./rig/project.mjs";
import { runOn } from "./rig/run-on.mjs";
import { runtimes } from "./rig/runtimes.mjs";
import { failedOf, tableOf } from "./rig/table.mjs";

/** They wait for each other's answers more than they work. */
const LANES = 3;

const [, , part = ""] = process.argv;
const total = { passed: 0, failed: 0 };
const scratch = await mkdtemp(join(tmpdir(), "listenkey-runtimes-"));
try {
  await runAll(scratch);
} catch (error) {
  total.failed += 1;
  print(`✗ ${error instanceof Error ? error.stack : String(error)}`);
}
await rm(scratch, { recursive: true, force: true });
if (total.passed + total.failed === 0) {
  total.failed += 1;
  print(`✗ nothing is called ${part}`);
}
print(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

async function runAll() {
  const packed = await packAll(join(scratch, "tarballs"));
  const folder = join(scratch, "project");
  // Types of Node, as every user of transport-node-http has them who compiles.
  await installPacked(folder, [...packed, { name: "types", tarball: "@types/node@20.19.43" }]);
  await addPrograms(folder);
  const startPeerServer = await loadPeerServer(scratch);
  const server = await startControlServer({ folder, startPeerServer });
  await runCasesEverywhere({ folder, ...server });
  await server.close();

  const project = { folder, scratch, entries: await publicEntries() };
  const checks = [
    ...requireChecks(project),
    ...typeChecks(project),
    ...(await publishChecks(scratch)),
    ...sizeChecks(scratch, packed),
    ...(await exampleChecks(project)),
  ];
  await inLanes(checks.filter(isPicked), check);
}

async function runCasesEverywhere(place) {
  const picked = runtimes.filter(({ name, transport }) =>
    isPicked({ name: `${name} ${transport}` }),
  );
  const reports = [];
  await inLanes(picked, async (runtime) => {
    const { took, result: report } = await timed(runOn(runtime, place));
    reports[picked.indexOf(runtime)] = report;
    const failed = failedOf(report);
    const name = `${runtime.name} ${runtime.transport}`.padEnd(20);
    const counts = `${report.results.length} cases`;
    print(
      `${failed === 0 ? "✓" : "✗"} ${name} ${took}  ${counts}${failed ? `, ${failed} failed` : ""}`,
    );
  });
  if (reports.length === 0) return;
  const table = tableOf(reports);
  print(["", ...table.lines, ""].join("\n"));
  total.passed += table.passed;
  total.failed += table.failed;
}

async function check({ name, run }) {
  try {
    const { took, result } = await timed(run());
    total.passed += 1;
    print(
      `✓ ${name} ${took}${typeof result === "string" && result.length < 60 ? `  ${result.trim()}` : ""}`,
    );
  } catch (error) {
    total.failed += 1;
    print(`✗ ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function timed(promise) {
  const since = systemClock.monotonic();
  const result = await promise;
  return {
    result,
    took: `${((systemClock.monotonic() - since) / 1_000).toFixed(1).padStart(5)} s`,
  };
}

async function inLanes(all, act) {
  const queue = [...all];
  const lane = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await act(next);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

function isPicked({ name }) {
  return name.includes(part);
}

function print(text) {
  process.stdout.write(`${text}\n`);
}
