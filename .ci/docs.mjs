// Builds the site of the documentation into packages/docs/site: `npm run docs`. A warning fails it, and so does an export
// without a word about it. Nothing needs to be built before: the sources are read.
import { join } from "node:path";
import { root, run } from "./processes.mjs";
import { stepByStep } from "./step-by-step.mjs";
import { install } from "./toolchain.mjs";

const docs = join(root, "packages", "docs");
const { progress, mustPass } = stepByStep();

const { env } = await mustPass("install", install);
// A workspace of its own, with its own lockfile.
const installDocs = ["pnpm", "--dir", docs, "install", "--frozen-lockfile"];
await mustPass("typedoc", (onLine) => run(installDocs, { env, onLine }));
await mustPass("site", (onLine) =>
  run(["node", join(docs, "build-site.mjs")], { env: { ...env, NO_COLOR: "1" }, onLine }),
);
progress.end();
console.log(join("packages", "docs", "site", "index.html"));
