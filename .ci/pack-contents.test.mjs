import { describe, expect, test } from "vitest";
import { contentProblems } from "./pack-contents.mjs";

const manifest = {
  exports: {
    ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
    "./package.json": "./package.json",
  },
  imports: { "#alias": { node: "elsewhere", default: "./dist/alias.js" } },
  dependencies: { elsewhere: "^1.2.3" },
};

const whole = {
  LICENSE: "",
  "README.md": "",
  "package.json": "",
  "dist/index.js": 'import { a } from "./chunk-A.js";\nconst b = () => import("./late.js");',
  "dist/chunk-A.js": 'import { c } from "elsewhere";',
  "dist/late.js": "",
  "dist/alias.js": "",
  "dist/index.d.ts": 'export type { A } from "./a/a.ts";',
  "dist/a/a.d.ts": 'export type A = import("../b.ts").B;',
  "dist/b.d.ts": "",
};

function problems(files, over = {}) {
  return contentProblems(new Map(Object.entries({ ...whole, ...files })), { ...manifest, ...over });
}

/** The whole package without one file. */
function without(missing) {
  const rest = Object.entries(whole).filter(([file]) => file !== missing);
  return contentProblems(new Map(rest), manifest);
}

describe("a tarball", () => {
  test("with what its manifest names, and what that imports, is in order", () => {
    expect(problems({})).toEqual([]);
  });

  test.each(["LICENSE", "README.md"])("has to have its %s", (file) => {
    expect(without(file)).toEqual([`${file} is missing`]);
  });

  test.each(["dist/index.js", "dist/alias.js"])("has to have the %s that is named", (file) => {
    expect(without(file)).toContain(`${file} is named and missing`);
  });

  test.each([
    "src/index.ts",
    "dist/index.js.map",
    "dist/index.d.ts.map",
    "dist/a.test.js",
    "notes.txt",
  ])("may not hold %s", (file) => {
    expect(problems({ [file]: "" })).toContain(`${file} does not belong here`);
  });

  test.each(["dist/chunk-B.js", "dist/c.d.ts"])("may not hold %s for nobody", (file) => {
    expect(problems({ [file]: "" })).toEqual([`${file} is part of no entry`]);
  });

  test("depends on versions, and never on the workspace", () => {
    expect(problems({}, { dependencies: { elsewhere: "workspace:^" } })).toEqual([
      'depends on elsewhere as "workspace:^"',
    ]);
  });

  test("does not lead to sources", () => {
    const exports = { ".": { "@listenkey/source": "./src/index.ts" } };
    expect(problems({}, { exports })).toContain("still names its sources as exports");
  });
});
