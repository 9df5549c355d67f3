// Loads every public package from CommonJS, as built. Prints one line a package.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

const testkit = join(import.meta.dirname, "..", "packages", "testkit", "package.json");
const require = createRequire(testkit);
const { dependencies } = JSON.parse(await readFile(testkit, "utf8"));

for (const name of Object.keys(dependencies).filter((each) => each.startsWith("@listenkey/"))) {
  try {
    const exported = Object.keys(require(name));
    if (exported.length === 0) throw new Error("it exports nothing");
    console.log(`✓ ${name} from CommonJS`);
  } catch (error) {
    console.log(`✗ ${name} from CommonJS: ${error.message}`);
    process.exitCode = 1;
  }
}
