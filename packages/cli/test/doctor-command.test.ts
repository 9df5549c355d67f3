import { systemClock } from "@listenkey/core/kit";
import { expect, test } from "vitest";
import { runCommand } from "../src/command.ts";
import type { Variables } from "../src/command-context.ts";
import { recordingTerminal } from "./recording-terminal.ts";
import { simulate } from "./simulated-exchange.ts";

async function doctor(args: readonly string[], env: Variables, signal?: AbortSignal) {
  const terminal = recordingTerminal();
  const code = await runCommand(["doctor", ...args], {
    terminal,
    signal: signal ?? new AbortController().signal,
    real: systemClock,
    env,
  });
  return { code, out: terminal.out.text, err: terminal.err.text };
}

/** The doctor on an exchange where nothing happens. */
async function doctorOnQuiet(args: readonly string[], changes: Variables = {}) {
  const exchange = await simulate("--pace", "0");
  try {
    return await doctor(["--wait", "0s", ...args], { ...exchange.variables, ...changes });
  } finally {
    await exchange.end();
  }
}

test("without a product all are checked, one line each, and nothing wrong is 0", async () => {
  const { code, out, err } = await doctorOnQuiet([]);
  expect([code, err]).toEqual([0, ""]);
  for (const line of [
    /^✔ spot +credentials +userDataStream\.subscribe\.signature takes API key and signature$/m,
    /^✔ \S+ +clock +this machine is \d+ ms /m,
    /^\? options +two sockets +undecided: no event came → let something happen on the account meanwhile/m,
    /^\nNothing is wrong\. \d+ undecided\.$/m,
  ]) {
    expect(out).toMatch(line);
  }
  expect(out).not.toContain("margin-isolated");
  // What is found of one product stands together, and of a host that they share once.
  const names = [...out.matchAll(/^\S (\S+) +\S/gm)].map(([, name]) => name);
  const groups = names.filter((name, index) => name !== names[index - 1]);
  expect(groups).toHaveLength(new Set(names).size);
  expect(out.match(/REST host/g)).toHaveLength(1);
});

test("with --json there is one document, and its verdict", async () => {
  const { code, out } = await doctorOnQuiet(["umfutures", "--json"]);
  const { isWell, findings } = JSON.parse(out) as { isWell: boolean; findings: object[] };
  expect([code, isWell]).toEqual([0, true]);
  expect(findings).toContainEqual({
    product: "umfutures",
    check: "credentials",
    verdict: "well",
    says: "POST /fapi/v1/listenKey takes the API key, without a signature",
  });
});

test("credentials that are wrong are 1, told once with the remedy, and not shown", async () => {
  const apiKey = "y".repeat(64);
  const { code, out } = await doctorOnQuiet(["cmfutures"], { BINANCE_API_KEY: apiKey });
  expect(code).toBe(1);
  expect(out).toMatch(/^✘ cmfutures +credentials .*-2015.* → check the API key/m);
  expect(out).toMatch(/^1 thing is wrong\.$/m);
  expect(out).not.toContain(apiKey);
});

test("without credentials that is wrong, and the hosts are checked all the same", async () => {
  const { code, out } = await doctorOnQuiet(["umfutures"], { BINANCE_API_KEY: "" });
  expect(code).toBe(1);
  expect(out).toMatch(/^✘ account +credentials +BINANCE_API_KEY is not set/m);
  expect(out).toMatch(/^✔ umfutures +stream host +/m);
});

test("without a network it is 1, and every host that cannot be reached is named", async () => {
  const exchange = await simulate("--pace", "0");
  await exchange.end();
  const { code, out } = await doctor(["umfutures"], exchange.variables);
  expect(code).toBe(1);
  expect(out).toMatch(/^✘ umfutures +REST host .*127\.0\.0\.1.* → check the network/m);
  expect(out).toMatch(/^✘ umfutures +stream host +ws:\/\/127\.0\.0\.1:\d+ opens no socket/m);
});

test("Ctrl-C ends the wait", async () => {
  const exchange = await simulate("--pace", "0");
  const { signal } = new AbortController();
  const interrupted = AbortSignal.any([signal, AbortSignal.timeout(500)]);
  const { code } = await doctor(["umfutures", "--wait", "1h"], exchange.variables, interrupted);
  expect(code).toBe(130);
  await exchange.end();
});

test.each([
  { args: ["usdm"], remedy: "Give one of: spot, margin-cross" },
  { args: ["--wait", "long"], remedy: "Give a time such as 30s or 5m" },
  { args: ["spot", "--environment", "mars"], remedy: "Allowed choices are live, testnet, demo" },
])("$args is refused on one line", async ({ args, remedy }) => {
  const { code, out, err } = await doctor(args, {});
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(/^listenkey: [^\n]+; see listenkey doctor --help\n$/);
  expect(err).toContain(remedy);
});

test("a product that an environment does not have is refused", async () => {
  const { code, err } = await doctor(["options", "--environment", "demo"], {
    BINANCE_API_KEY: "x",
  });
  expect(code).toBe(2);
  expect(err).toContain('environment "demo" is unknown to options');
});

test("--help names every verdict, exit code and open question", async () => {
  const { code, out, err } = await doctor(["--help"], {});
  expect([code, err]).toEqual([0, ""]);
  for (const told of ["--wait", "--json", "undecided", "BINANCE_API_KEY", "two sockets", "130"]) {
    expect(out).toContain(told);
  }
});
