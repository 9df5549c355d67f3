// What a tarball holds that it should not, or lacks that it should.
import { namedFiles, reachedFrom } from "./module-graph.mjs";

/** What is in every package beside its code. */
const ALWAYS = ["LICENSE", "README.md", "package.json"];

/** What a build makes: modules and declarations, and neither maps nor what they were made from. */
const BUILT = /^dist\/.+\.(?:js|d\.ts)$/;

/** Code for nobody but us. */
const OURS = /\.(test|fixture|test-d)\.[a-z.]+$|(^|\/)(test|node_modules|\.turbo)\//;

/**
 * Looks at the files of a tarball.
 *
 * @param {ReadonlyMap<string, string>} files Their texts, by their paths inside the package.
 * @param {{ exports?: unknown, bin?: unknown, imports?: unknown, dependencies?: Record<string, string> }} manifest As it
 *   was packed.
 * @returns {string[]} What is wrong; empty if nothing is.
 */
export function contentProblems(files, manifest) {
  const paths = [...files.keys()];
  const named = namedFiles(manifest);
  const reached = reachedFrom(named, files);
  return [
    ...ALWAYS.filter((file) => !files.has(file)).map((file) => `${file} is missing`),
    ...paths.filter((file) => !isExpected(file)).map((file) => `${file} does not belong here`),
    ...paths
      .filter((file) => BUILT.test(file) && !reached.has(file))
      .map((file) => `${file} is part of no entry`),
    ...named.filter((file) => !files.has(file)).map((file) => `${file} is named and missing`),
    ...Object.entries(manifest.dependencies ?? {})
      .filter(([, range]) => !/^[\^~]?\d/.test(range))
      .map(([name, range]) => `depends on ${name} as "${range}"`),
    ...(JSON.stringify(manifest).includes("@listenkey/source")
      ? ["still names its sources as exports"]
      : []),
  ];
}

function isExpected(file) {
  if (ALWAYS.includes(file) || file === "CHANGELOG.md") return true;
  return BUILT.test(file) && !OURS.test(file);
}
