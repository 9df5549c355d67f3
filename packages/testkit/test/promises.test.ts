import * as core from "@listenkey/core";
import { describe, test } from "vitest";
import { keyPromises } from "../src/promises/key-promises.ts";

describe("a listen key manager on the simulated exchange", () => {
  test.each(keyPromises)("promise $of: $title", (promise) => promise.run(core));
});
