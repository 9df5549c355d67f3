import { expect, test } from "vitest";
import { complaintOf } from "./complaint.ts";

const SECRET = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";

test("a complaint is one line with the way to the help", () => {
  expect(complaintOf("error: unknown option '--x'\n(Did you mean --y?)\n", "listenkey watch")).toBe(
    "listenkey: unknown option '--x' (Did you mean --y?); see listenkey watch --help",
  );
});

test.each([
  `error: unknown option '--api-secret=hunter2'`,
  `error: unknown option '--secret=${SECRET}'`,
  `error: command-argument value '${SECRET}' is invalid for argument 'product'.`,
  `error: unknown command '${SECRET}'`,
])("%s is told without what may be a secret", (said) => {
  expect(complaintOf(said, "listenkey")).not.toMatch(new RegExp(`hunter2|${SECRET}`));
});

test("whoever gives a credential as an argument is told not to", () => {
  const said = complaintOf("error: unknown option '--api-key=x'", "listenkey");
  expect(said).toContain("unknown option '--api-key'; credentials are no arguments");
});
