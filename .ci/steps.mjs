// What `npm test` checks.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buildCommand } from "./toolchain.mjs";

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {readonly string[]} command
 * @property {(ran: { code: number, stdout: string }) => Promise<Counted> | Counted} [count]
 *   Defaults to one check, which passed if the command did.
 *
 * @typedef {object} Counted
 * @property {number} passed
 * @property {number} failed
 * @property {string} [told] Shown beside the step.
 */

/**
 * The phases come one after the other, and the second needs the build of the first; the steps of one phase are
 * independent. The tests have the machine to themselves, because some of them measure; so have the simulated days,
 * because they take all of it.
 *
 * @param {string} scratch A folder for what a run leaves behind.
 * @returns {{ statics: Step[], onBuild: Step[], tests: Step[], days: Step[] }}
 */
export function stepsOf(scratch) {
  const testReport = join(scratch, "tests.json");
  return {
    statics: [
      { name: "build", command: buildCommand() },
      { name: "format", command: ["oxfmt", "--check"] },
      { name: "lint", command: ["oxlint", "--type-aware"] },
      { name: "types", command: ["tsc", "--noEmit", "-p", "tsconfig.json"] },
      { name: "unused code", command: ["knip"] },
    ],
    onBuild: [
      {
        name: "packages",
        command: ["node", ".ci/check-packages.mjs", join(scratch, "tarballs")],
        count: countListed,
      },
      { name: "require()", command: ["node", ".ci/check-require.mjs"], count: countListed },
      { name: "size limits", command: ["size-limit"] },
    ],
    tests: [
      {
        name: "tests",
        command: [
          "vitest",
          "run",
          "--reporter=default",
          "--reporter=json",
          `--outputFile.json=${testReport}`,
        ],
        count: () => countTests(testReport),
      },
    ],
    days: [
      {
        name: "days",
        command: [
          "node",
          "packages/simulation/bin/simulate.mjs",
          "--seeds=100",
          "--hours=6",
          "--then-for=40",
        ],
        count: countDays,
      },
    ],
  };
}

/** Counts the lines of a command that lists its checks as `✓ …` and `✗ …`. */
function countListed({ stdout }) {
  const passed = stdout.match(/^✓ /gm)?.length ?? 0;
  const failed = stdout.match(/^✗ /gm)?.length ?? 0;
  return { passed, failed, told: `${passed + failed} checks` };
}

/** Counts what simulated days were judged by, and tells which days they were: the fresh ones are others each time. */
function countDays(ran) {
  const seeds = ran.stdout.match(/^.* from base seed .*$/m)?.[0] ?? "";
  return { ...countListed(ran), told: seeds };
}

/** Counts what vitest reports; a file that could not be run at all is one failure. */
async function countTests(report) {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(
    await readFile(report, "utf8"),
  );
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  ).length;
  const failed = numFailedTests + broken;
  const told = `${numPassedTests + numFailedTests} tests in ${testResults.length} files`;
  return { passed: numPassedTests, failed, told };
}
