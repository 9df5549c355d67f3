import { systemClock } from "@listenkey/core/kit";
import { fault } from "@listenkey/simulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Variables } from "../src/command-context.ts";
import { runCommand } from "../src/command.ts";
import { recordingTerminal } from "./recording-terminal.ts";
import { serve, type ServedExchange } from "./served-exchange.ts";

let served: ServedExchange;

beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

interface Run {
  readonly env?: Variables;
  readonly isInteractive?: boolean;
  /** Hears what is said on stderr. */
  readonly hear?: (said: string, interrupt: () => void) => void;
}

async function watch(args: readonly string[], { env, isInteractive = false, hear }: Run = {}) {
  const interruption = new AbortController();
  const terminal = recordingTerminal({ isInteractive });
  const err = {
    ...terminal.err,
    print: (text: string) => {
      terminal.err.print(text);
      hear?.(text, () => interruption.abort());
    },
  };
  const code = await runCommand(["watch", ...args], {
    terminal: { ...terminal, err },
    signal: interruption.signal,
    real: systemClock,
    env: { ...served.env, ...env },
  });
  const { out } = terminal;
  const lines = out.text.split("\n").slice(0, -1);
  return { code, lines, shown: out.shown, err: terminal.err.text };
}

test.each(["umfutures", "spot", "margin-cross", "margin-risk"])(
  "%s is told line by line, each with its time and type",
  async (product) => {
    const { code, lines, err } = await watch([product, "--count", "5"]);
    expect(code).toBe(0);
    expect(lines.length).toBeGreaterThanOrEqual(5);
    for (const line of lines) expect(line).toMatch(/^\d\d:\d\d:\d\d\.\d{3}  \w+  \S/);
    expect(err).toMatch(/ {2}live: (the exchange|an event) has /);
    expect(err).toMatch(/ {2}closed after .*: \d+ events, 0 gaps, 0 rotations, 0 reconnects/);
  },
);

test("orders and fills are told in words", async () => {
  const type = ["--type", "ORDER_TRADE_UPDATE"];
  const { lines } = await watch(["umfutures", "--count", "30", ...type]);
  expect(lines.join("\n")).toMatch(/ {2}order \S+ (BUY|SELL) \S+ LIMIT at \S+ {2}NEW {2}.*#\d+$/m);
  expect(lines.join("\n")).toMatch(/ {2}fill \S+ (BUY|SELL) \S+ at \S+ {2}fee \S+ USDT .*#\d+/);
});

test("--json is one JSON document a line and nothing else", async () => {
  const { code, lines } = await watch(["umfutures", "--json", "--count", "8"]);
  expect(code).toBe(0);
  const items = lines.map((line) => JSON.parse(line) as { seq: number; type: string });
  expect(items.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  for (const item of items) {
    expect(item).toMatchObject({ product: "umfutures", data: { e: item.type } });
  }
});

test("--type leaves the others out, and may be repeated", async () => {
  const types = ["executionReport", "outboundAccountPosition"];
  const flags = types.flatMap((type) => ["--type", type]);
  const { lines } = await watch(["spot", "--json", "--count", "12", ...flags]);
  expect(new Set(lines.map((line) => (JSON.parse(line) as { type: string }).type))).toEqual(
    new Set(types),
  );
});

test("--symbol leaves out what is about others, and about none", async () => {
  const args = ["umfutures", "--symbol", "ethusdt", "--count", "12"];
  const { lines, err } = await watch(args);
  for (const line of lines) expect(line).toContain("ETHUSDT");
  expect(lines.join("\n")).toContain("position ETHUSDT");
  expect(err).toMatch(/, 12 shown$/m);
});

test("an interruption closes everything and tells the numbers", async () => {
  const { code, err } = await watch(["umfutures"], {
    hear: (said, interrupt) => said.includes("live:") && interrupt(),
  });
  expect(code).toBe(130);
  expect(err).toContain("closed after");
  await expect.poll(() => served.exchange.sockets.length).toBe(0);
});

test("on a terminal there is a status line, and everything else above it", async () => {
  const { lines, shown, err } = await watch(["umfutures", "--count", "40"], {
    isInteractive: true,
  });
  expect(err).toBe("");
  expect(lines.join("\n")).toMatch(/ {2}live: (the exchange|an event) has /);
  expect(shown.join("\n")).toMatch(/● live {2}[12] sockets? {2}\d+ events? {2}0 gaps/);
  expect(shown.at(-1)).toBe("");
});

test("what happens to the listen key is told", async () => {
  served.exchange.faults.next({ call: "create" }, fault.unavailable("A"));
  const { err } = await watch(["margin-risk", "--count", "1"]);
  expect(err).toMatch(/no listen key: The exchange refused .* 503.*; next attempt at \d\d:/);
  expect(err).toMatch(/listen key \w+, good until \d\d:/);
});

test("a gap is told in its place", async () => {
  const { exchange } = served;
  const { lines, err } = await watch(
    ["umfutures", "--json", "--type", "GRID_UPDATE", "--count", "1"],
    {
      hear(said) {
        if (!said.includes("live:")) return;
        exchange.goDown();
        exchange.comeBack();
      },
    },
  );
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ type: "gap", cause: "connection" });
  expect(err).toContain("interrupted (connection): last known good at");
});

test("an exchange that cannot be reached is told, and tried again until Ctrl-C", async () => {
  const nowhere = "http://127.0.0.1:1";
  const { code, lines, err } = await watch(["umfutures"], {
    env: { LISTENKEY_REST: nowhere },
    hear: (said, interrupt) => said.includes("no listen key") && interrupt(),
  });
  expect([code, lines]).toEqual([130, []]);
  expect(err).toMatch(/could not be reached.*next attempt at/);
});

const refusals: readonly {
  readonly what: string;
  readonly args: readonly string[];
  readonly env?: Variables;
  readonly expected: number;
  readonly remedy: string;
}[] = [
  {
    what: "an unknown API key",
    args: ["umfutures"],
    env: { BINANCE_API_KEY: "wrong" },
    expected: 3,
    remedy: "check that the API key is whole",
  },
  {
    what: "a wrong secret",
    args: ["spot"],
    env: { BINANCE_API_SECRET: "wrong" },
    expected: 3,
    remedy: "check that the secret belongs to the API key",
  },
  {
    what: "no API key",
    args: ["umfutures"],
    env: { BINANCE_API_KEY: "" },
    expected: 2,
    remedy: "BINANCE_API_KEY is not set",
  },
  {
    what: "no secret for spot",
    args: ["spot"],
    env: { BINANCE_API_SECRET: "" },
    expected: 2,
    remedy: "set BINANCE_API_SECRET",
  },
  {
    what: "an unknown type",
    args: ["umfutures", "--type", "x"],
    expected: 2,
    remedy: '--type names "x", which umfutures does not have; it has ORDER_TRADE_UPDATE',
  },
  {
    what: "a host that is none",
    args: ["umfutures", "--rest", "x"],
    expected: 2,
    remedy: "LISTENKEY_REST or --rest is not a URL",
  },
  {
    what: "no stream host",
    args: ["umfutures"],
    env: { LISTENKEY_STREAM: "" },
    expected: 2,
    remedy: "LISTENKEY_STREAM or --stream is missing",
  },
  {
    what: "two environments",
    args: ["spot", "--environment", "demo"],
    expected: 2,
    remedy: "leave one out",
  },
  {
    what: "no file",
    args: ["spot", "--env-file", "/nowhere"],
    expected: 2,
    remedy: "cannot be read (ENOENT)",
  },
  {
    what: "an unknown product",
    args: ["usdm"],
    expected: 2,
    remedy: "Give one of: spot, margin-cross",
  },
  {
    what: "a count of none",
    args: ["spot", "--count", "0"],
    expected: 2,
    remedy: "Give a whole number from 1",
  },
];

test.each(refusals)(
  "$what ends it with one line that names the remedy",
  async ({ args, env = {}, expected, remedy }) => {
    const { code, lines, err } = await watch(args, { env });
    expect([code, lines]).toEqual([expected, []]);
    const complaints = err.split("\n").filter((line) => line.startsWith("listenkey: "));
    expect(complaints).toEqual([expect.stringContaining(remedy)]);
  },
);
