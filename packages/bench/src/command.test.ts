import { screenOn } from "@listenkey/simulation/terminal";
import { beforeEach, describe, expect, test } from "vitest";
import { readArguments } from "./command.ts";

let printed: { out: string; err: string };

beforeEach(() => {
  printed = { out: "", err: "" };
});

function read(...args: readonly string[]) {
  const out = screenOn({ write: (text: string) => (printed.out += text) }, {});
  const err = screenOn({ write: (text: string) => (printed.err += text) }, {});
  return readArguments(args, { out, err }, ["import", "events", "scale"]);
}

describe("what is measured", () => {
  test("is everything, seven times, unless something is said", () => {
    expect(read()).toEqual({ rows: ["import", "events", "scale"], rounds: 7, peers: false });
  });

  test("comes in the order of the table, whatever the order of the arguments", () => {
    expect(read("scale", "import")).toMatchObject({ rows: ["import", "scale"] });
  });

  test("may be more", () => {
    const flags = read("--rounds", "3", "--peers", "--json", "bench.json");
    expect(flags).toMatchObject({ rounds: 3, peers: true, json: "bench.json" });
  });
});

test.each([
  { args: ["speed"], says: "Allowed choices are import, events, scale" },
  { args: ["--rounds", "0"], says: "Give a whole number from 1." },
  { args: ["--round", "3"], says: "unknown option" },
])("$args is wrong usage, and it is said why", ({ args, says }) => {
  expect(read(...args)).toBe(2);
  expect(printed).toMatchObject({ out: "", err: expect.stringContaining(says) });
});

test("the help is no failure, and not a complaint", () => {
  expect(read("--help")).toBe(0);
  expect(printed).toMatchObject({ out: expect.stringContaining("npm run bench"), err: "" });
});
