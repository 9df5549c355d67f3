// Uses up the changesets: versions and change logs, then what else names versions: deno.json files and the lockfile.
import { run } from "./processes.mjs";
import { install } from "./toolchain.mjs";

const { code, output, env } = await install();
if (code !== 0) throw new Error(`The tools could not be installed:\n${output}`);
await must(["changeset", "version"]);
await must(["node", ".ci/deno-manifests.mjs"]);
await must(["pnpm", "install", "--lockfile-only"]);

async function must(command) {
  const ran = await run(command, { env, onLine: (line) => console.log(line) });
  if (ran.code !== 0) throw new Error(`${command.join(" ")} has failed`);
}
