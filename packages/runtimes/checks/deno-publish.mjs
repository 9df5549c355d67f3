// JSR takes sources: what it would refuse, `deno publish --dry-run` tells. It works on a copy, because Deno rewrites
// manifests of other package managers where it finds them.
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { publicPackages } from "../../../.ci/pack.mjs";
import { root } from "../../../.ci/processes.mjs";
import { toolBinary } from "../rig/binaries.mjs";
import { must, ran } from "../rig/spawned.mjs";

/** @param {string} scratch */
export async function publishChecks(scratch) {
  const workspace = join(scratch, "jsr");
  await cp(join(root, "deno.json"), join(workspace, "deno.json"));
  const packages = await publicPackages();
  for (const { folder } of packages) {
    const target = join(workspace, "packages", folder.split(/[/\\]/).at(-1));
    for (const part of ["deno.json", "src", "README.md"]) {
      await cp(join(folder, part), join(target, part), { recursive: true });
    }
  }
  const env = {
    ...process.env,
    DENO_NO_PACKAGE_JSON: "1",
    DENO_NO_UPDATE_CHECK: "1",
    NO_COLOR: "1",
  };
  // One run is for the whole workspace.
  let dryRun;
  return [
    {
      name: "deno.json files say what package.json says",
      run: () => must(process.execPath, [join(root, ".ci/deno-manifests.mjs"), "--check"]),
    },
    ...packages.map(({ manifest: { name } }) => ({
      name: `deno publish --dry-run of ${name}`,
      run: async () => {
        const isFirst = dryRun === undefined;
        dryRun ??= ran(toolBinary("deno"), ["publish", "--dry-run", "--allow-dirty"], {
          cwd: workspace,
          env,
        });
        const { code, output } = await dryRun;
        if (code !== 0) throw new Error(isFirst ? output : "it fails for the whole workspace");
        if (!output.includes(`Simulating publish of ${name}@`)) throw new Error(output);
      },
    })),
  ];
}

/** The entries of every public package that has some. @returns {Promise<string[]>} */
export async function publicEntries() {
  const packages = await publicPackages();
  const manifests = packages.map(async ({ folder }) =>
    JSON.parse(await readFile(join(folder, "package.json"), "utf8")),
  );
  return (await Promise.all(manifests)).flatMap(({ name, exports }) =>
    Object.keys(exports)
      .filter((entry) => !entry.endsWith(".json"))
      .map((entry) => name + entry.slice(1)),
  );
}
