import { expect, test } from "vitest";
import * as entry from "./index.ts";

// A name that appears or goes here is a change for users.
test("the package exports what users call, and nothing else", () => {
  expect(Object.keys(entry)).toEqual(["openUserDataStream"]);
});
