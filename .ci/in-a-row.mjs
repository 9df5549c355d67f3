// Runs scripts of the root package one after the other, each to its end, whatever came of those before. The last line
// is `N passed, N failed`: what each of them has counted, added up.
import { constants } from "node:os";
import { run, stopAll } from "./processes.mjs";

const COUNTS = /^(\d+) passed, (\d+) failed$/;

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(name, async () => {
    await stopAll();
    process.exit(128 + constants.signals[name]);
  });
}

const total = { passed: 0, failed: 0 };
for (const script of process.argv.slice(2)) {
  console.log(`\nnpm run ${script}\n`);
  const { code, stdout } = await run(["npm", "run", "--silent", script], {
    onLine: (line) => console.log(line),
  });
  const counts = COUNTS.exec(stdout.trimEnd().split("\n").at(-1) ?? "");
  const [passed, failed] = counts === null ? [0, 0] : counts.slice(1).map(Number);
  // One that failed without counting a failure is one, and so is one that has counted nothing.
  const isSilent = failed === 0 && (code !== 0 || passed === 0);
  total.passed += passed;
  total.failed += isSilent ? 1 : failed;
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
