import { systemClock } from "@listenkey/core/kit";
import type { RequestRecord } from "@listenkey/simulator";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import { expect, test, vi } from "vitest";
import { runCommand } from "../src/command.ts";
import type { DayResult } from "../src/demo/report/day-result.ts";
import type { DayWatcher } from "../src/demo/progress/day-watcher.ts";
import { exitCodeOf } from "../src/demo/demo-command.ts";
import { judge } from "../src/demo/judge/judge.ts";
import { lineUp, type DemoProduct } from "../src/demo/line-up.ts";
import { reportOf } from "../src/demo/report/report.ts";
import { runDemo } from "../src/demo/run-demo.ts";
import { recordingTerminal } from "./recording-terminal.ts";

// A day takes a second, unless the machine is busy with something else.
vi.setConfig({ testTimeout: 30_000 });

/** So fast that only what is in flight takes time. */
const SPEED = 1e9;

const blind: DayWatcher = {
  begin: () => undefined,
  tell: () => undefined,
  end: () => undefined,
};

function named(...names: readonly string[]): readonly DemoProduct[] {
  return lineUp.filter(({ name }) => names.includes(name));
}

function live(
  products: readonly DemoProduct[],
  { watcher = blind, signal = new AbortController().signal } = {},
): Promise<DayResult> {
  return runDemo({ seed: 3, speed: SPEED, products, signal, real: systemClock, watcher });
}

async function command(isInteractive: boolean, ...args: readonly string[]) {
  const terminal = recordingTerminal({ isInteractive });
  const { signal } = new AbortController();
  const fast = ["demo", "--speed", String(SPEED), ...args];
  const code = await runCommand(fast, { terminal, signal, real: systemClock });
  return { code, out: terminal.out, err: terminal.err };
}

test("a day of two products keeps its promises, and is told in plain lines and tables", async () => {
  const { code, out, err } = await command(false, "--product", "umfutures", "--product", "options");
  expect([code, err.text]).toEqual([0, ""]);
  const lines = out.text.split("\n");
  expect(lines[0]).toMatch(/^00:00:00 {2}one trading day begins.* at http:\/\/127\.0\.0\.1:\d+$/);
  expect(lines).toContainEqual(expect.stringMatching(/^\d\d:\d\d:\d\d {2,}the exchange is down$/));
  expect(lines.filter((line) => /^(umfutures|options) +7\d /.test(line))).toHaveLength(2);
  expect(lines.filter((line) => line.startsWith("✔"))).toHaveLength(4);
  expect(out.text).toContain("The day kept its promises.");
  expect(out.shown).toEqual([]);
});

test("--json prints one document on stdout, progress goes to stderr, and no secret to either", async () => {
  const { code, out, err } = await command(false, "--json", "--product", "spot", "--seed", "5");
  const report = JSON.parse(out.text);
  expect(code).toBe(0);
  expect(report).toMatchObject({ seed: 5, isInterrupted: false, kept: true });
  const [spot] = report.products;
  expect(spot).toMatchObject({ name: "spot", replacements: 2 });
  expect(spot.eventsReceived).toBeGreaterThan(spot.eventsProduced * 0.9);
  expect(report.promises.map(({ kept }: { kept: boolean }) => kept)).toEqual(Array(4).fill(true));
  expect(report.faults).toHaveLength(7);
  expect(err.text).toContain("one trading day begins");
  expect(out.text + err.text).not.toMatch(/[A-Za-z0-9]{64}/);
});

test("on a terminal there is a line for each product, which is taken away before the report", async () => {
  const { code, out } = await command(true, "--product", "margin-risk");
  expect(code).toBe(0);
  expect(out.shown[0]?.split("\n")).toEqual([
    expect.stringContaining("One trading day  00:00:00"),
    expect.stringContaining("margin-risk  idle"),
  ]);
  expect(out.shown.at(-1)).toBe("");
  expect(out.text).toMatch(/^One trading day: 24h in /);
});

test("the same seed brings the same day, as far as the machine keeps up", async () => {
  const products = named("cmfutures", "portfolio-margin-pro");
  const [one, other] = [await live(products), await live(products)];
  expect(other.plan).toEqual(one.plan);
  const keptUp = one.slowMs === 0 && other.slowMs === 0;
  expect(keptUp ? other.products : one.products).toEqual(one.products);
});

test("a client that renews too rarely loses its key, and the day fails", async () => {
  const [member] = named("umfutures");
  if (member === undefined) throw new Error("no umfutures");
  const { product } = member;
  const lazy = { ...product, listenKey: { ...product.listenKey, lifetimeMs: 5 * 3_600_000 } };
  const result = await live([{ ...member, product: lazy }]);
  expect(exitCodeOf(result)).toBe(1);
  const report = reportOf({ ...result, slowMs: 5_000 }, recordingTerminal().out);
  expect(report).toMatch(/^✘ no key was lost.*\n {4}umfutures: listen key \d+ ran out at/m);
  expect(report).toContain("This machine was slow: 5s of simulated time");
  expect(report).toContain("The day broke its promises.");
});

test("a request that the exchange had asked not to send fails a day that was good otherwise", async () => {
  const { facts, judgement } = await live(named("umfutures", "cmfutures"));
  expect(judgement.kept).toBe(true);
  const limited = facts.records.findIndex(
    (record) => record.kind === "request" && record.status === 429,
  );
  const forbidden: RequestRecord = {
    ...(facts.records[limited] as RequestRecord),
    at: (facts.records[limited]?.at ?? 0) + 1_000,
    account: "cmfutures",
    status: 200,
  };
  const records = facts.records.toSpliced(limited + 1, 0, forbidden);
  const verdict = judge({ ...facts, records });
  expect(verdict.kept).toBe(false);
  expect(verdict.promises.flatMap(({ broken }) => broken)).toEqual([
    expect.stringMatching(/^cmfutures: a request was sent at .* wanted none in the pool fapi/),
  ]);
});

test("an interrupted day tells what was so far, and leaves nothing running", async () => {
  const interruption = new AbortController();
  const addresses: string[] = [];
  const watcher: DayWatcher = {
    ...blind,
    begin: ({ address }) => void addresses.push(address),
    tell: ({ tone }) => {
      if (tone === "trouble") interruption.abort();
    },
  };
  const result = await live(named("spot"), { watcher, signal: interruption.signal });
  expect([result.isInterrupted, exitCodeOf(result)]).toEqual([true, 130]);
  expect(result.endedAt - result.startsAt).toBeLessThan(24 * 3_600_000);
  expect(result.products[0]?.requests).toBeGreaterThan(0);
  const [url = ""] = addresses;
  const { signal } = new AbortController();
  const request = nodeHttpTransport().send({ method: "GET", url, headers: {}, signal });
  await expect(request).rejects.toMatchObject({ code: "NETWORK" });
});
