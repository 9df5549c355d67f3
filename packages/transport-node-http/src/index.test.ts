import { expect, test } from "vitest";
import * as entry from "./index.ts";

test("the public surface changes only on purpose", () => {
  expect(Object.keys(entry)).toEqual(["nodeHttpTransport"]);
});
