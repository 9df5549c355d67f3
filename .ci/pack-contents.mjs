// What a tarball holds that it should not, or lacks that it should.

/** What is in every package beside its code. */
const ALWAYS = ["LICENSE", "README.md", "package.json"];

/** Code for nobody but us. */
const OURS = /\.(test|fixture|test-d)\.[a-z.]+$|(^|\/)(test|node_modules|\.turbo)\//;

/** A module that was compiled, and what it was compiled from. */
const COMPILED = /^dist\/(.+?)\.(?:d\.ts|js)$/;

/**
 * Looks at the files of a tarball.
 *
 * @param {readonly string[]} files Their paths inside the package.
 * @param {{ exports?: unknown, bin?: unknown, dependencies?: Record<string, string> }} manifest As it was packed.
 * @returns {string[]} What is wrong; empty if nothing is.
 */
export function contentProblems(files, manifest) {
  const present = new Set(files);
  const named = [...pathsIn(manifest.exports ?? {}), ...pathsIn(manifest.bin ?? {})];
  return [
    ...ALWAYS.filter((file) => !present.has(file)).map((file) => `${file} is missing`),
    ...files.filter((file) => !isExpected(file)).map((file) => `${file} does not belong here`),
    ...files.filter((file) => isOrphan(file, present)).map((file) => `${file} has no source`),
    ...named.filter((file) => !present.has(file)).map((file) => `${file} is named and missing`),
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
  return /^(dist|src)\//.test(file) && !OURS.test(file);
}

/** Whether a compiled file was left behind by a source that is gone. */
function isOrphan(file, present) {
  const [, stem] = COMPILED.exec(file) ?? [];
  return stem !== undefined && !present.has(`src/${stem}.ts`);
}

/** The files that a manifest points to. */
function pathsIn(value) {
  if (typeof value === "string") return [value.replace(/^\.\//, "")];
  return Object.values(value).flatMap((each) => pathsIn(each));
}
