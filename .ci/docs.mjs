// Builds the site of the documentation into packages/docs/site: `npm run docs`. A warning fails it, and so does an export
// without a word about it. Nothing needs to be built before: the sources are read.
import { constants } from "node:os";
import { join } from "node:path";
import { root, run, stopAll } from "./processes.mjs";
import { Progress } from "./progress.mjs";
import { install } from "./toolchain.mjs";

const docs = join(root, "packages", "docs");
const progress = new Progress(process.stderr);

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(name, async () => {
    progress.end();
    await stopAll();
    process.exit(128 + constants.signals[name]);
  });
}

const { env } = await mustPass("install", install);
// A workspace of its own, with its own lockfile.
const installDocs = ["pnpm", "--dir", docs, "install", "--frozen-lockfile"];
await mustPass("typedoc", (onLine) => run(installDocs, { env, onLine }));
await mustPass("site", (onLine) =>
  run(["node", join(docs, "build-site.mjs")], { env: { ...env, NO_COLOR: "1" }, onLine }),
);
progress.end();
console.log(join("packages", "docs", "site", "index.html"));

/** Runs a step, and gives up if it fails. */
async function mustPass(name, step) {
  const result = await progress.step(name, async (onLine) => {
    const ran = await step(onLine);
    return { ...ran, passed: ran.code === 0 ? 1 : 0, failed: ran.code === 0 ? 0 : 1 };
  });
  if (result.failed === 0) return result;
  progress.end();
  process.exit(1);
}
