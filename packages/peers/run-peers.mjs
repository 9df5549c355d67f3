// Lets clients of other authors, and `openUserDataStream` beside each, hear one account that trades on a simulated
// exchange on loopback, and compares. Prints one line a client and way; the last is `N passed, N failed`.
import process from "node:process";
import { checks } from "./checks.mjs";
import { compare } from "./rig/compare.mjs";
import { versionOf } from "./rig/version-of.mjs";

const [, , part = ""] = process.argv;
const counts = { passed: 0, failed: 0 };

// Some of the clients take a proxy from the environment.
process.env.no_proxy = "127.0.0.1";
// What a client leaves unhandled would end the run before it has told anything.
process.on("unhandledRejection", (error) => fail("an unhandled rejection", error));

for (const check of checks) {
  const name = `${check.client} ${await versionOf(check.client)}, ${check.product.id} by ${check.way}`;
  if (name.includes(part)) await run(check, name);
}
if (counts.passed + counts.failed === 0) fail(part, "no check is called that");
print(`${counts.passed} passed, ${counts.failed} failed`);
// Not by running dry: several of these clients keep the timer of their next keepalive when they are closed.
process.exit(counts.failed === 0 ? 0 : 1);

async function run(check, name) {
  try {
    const { length } = await compare(check);
    counts.passed += 1;
    print(`✓ ${name}: ${length} order events, the same as openUserDataStream`);
  } catch (error) {
    fail(name, error);
  }
}

function fail(name, error) {
  counts.failed += 1;
  print(`✗ ${name}: ${error instanceof Error ? error.stack : String(error)}`);
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
