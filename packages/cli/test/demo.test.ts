import { systemClock } from "@listenkey/core/kit";
import { openUserDataStream, type StreamItem } from "@listenkey/stream";
import { expect, test, vi } from "vitest";
import { runCommand } from "../src/command.ts";
import type { OpenStream } from "../src/demo/client/stream-day.ts";
import { exitCodeOf } from "../src/demo/demo-command.ts";
import { isKept } from "../src/demo/judge/judge.ts";
import { lineUp } from "../src/demo/line-up.ts";
import type { DayWatcher } from "../src/demo/progress/day-watcher.ts";
import type { DayResult } from "../src/demo/report/day-result.ts";
import { reportOf } from "../src/demo/report/report.ts";
import { runDemo } from "../src/demo/run-demo.ts";
import { recordingTerminal } from "./recording-terminal.ts";
import { spoilt } from "./spoilt-stream.ts";

// A day of one product takes a second or two, unless the machine is busy with something else.
vi.setConfig({ testTimeout: 120_000 });

/** So fast that nothing is waited for. */
const SPEED = 1e9;

const blind: DayWatcher = {
  begin: () => undefined,
  tell: () => undefined,
  end: () => undefined,
};

interface Day {
  readonly product?: string;
  readonly seed?: number;
  readonly openStream?: OpenStream;
  readonly watcher?: DayWatcher;
  readonly signal?: AbortSignal;
}

function live({
  product = "margin-risk",
  seed = 3,
  openStream = openUserDataStream,
  watcher = blind,
  signal = new AbortController().signal,
}: Day = {}): Promise<DayResult> {
  const products = lineUp.filter(({ name }) => name === product);
  return runDemo({ seed, speed: SPEED, products, openStream, signal, real: systemClock, watcher });
}

async function command(isInteractive: boolean, ...args: readonly string[]) {
  const terminal = recordingTerminal({ isInteractive });
  const { signal } = new AbortController();
  const fast = ["demo", "--speed", String(SPEED), ...args];
  const code = await runCommand(fast, { terminal, signal, real: systemClock, env: {} });
  return { code, out: terminal.out, err: terminal.err };
}

/** The titles of the promises that were broken. */
function brokenOn({ judgement }: DayResult): readonly string[] {
  return judgement.promises.filter((promise) => !isKept(promise)).map(({ title }) => title);
}

/** An item in the afternoon, when there are no gaps. */
const SPOILT = 2_000;

const LOST = "nothing was lost outside a gap";
const TWICE = "nothing came twice";
const ORDER = "everything came in its order";
const NEEDLESS = "no fault that left a socket made a gap";

test("a day of two products keeps its promises, and is told in plain lines and tables", async () => {
  const { code, out, err } = await command(false, "--product", "umfutures", "--product", "spot");
  expect([code, err.text]).toEqual([0, ""]);
  const lines = out.text.split("\n");
  expect(lines[0]).toMatch(/^00:00:0\d {2}one trading day begins, in simulated time$/);
  expect(lines).toContainEqual(
    expect.stringMatching(/^\d\d:\d\d:\d\d {2,}the exchange goes down$/),
  );
  expect(lines).toContainEqual(expect.stringMatching(/^\d\d:\d\d:\d\d {2}spot {7}gap of 25m/));
  expect(lines.filter((line) => /^(umfutures|spot) +\d{4} /.test(line))).toHaveLength(2);
  expect(lines.filter((line) => line.startsWith("✔"))).toHaveLength(8);
  expect(out.text).toContain("The day kept its promises.");
  expect(out.shown).toEqual([]);
});

test("--json prints one document on stdout, progress goes to stderr, and no secret to either", async () => {
  const { code, out, err } = await command(false, "--json", "--product", "options", "--seed", "5");
  const report = JSON.parse(out.text);
  expect(code).toBe(0);
  expect(report).toMatchObject({ seed: 5, isInterrupted: false, kept: true });
  const [options] = report.products;
  expect(options).toMatchObject({ name: "options", lost: 0, duplicated: 0, outOfOrder: 0 });
  expect(options.delivered).toBeGreaterThan(options.produced * 0.9);
  expect(options.reconnects).toBeGreaterThan(5);
  expect(report.promises.map(({ kept }: { kept: boolean }) => kept)).toEqual(Array(8).fill(true));
  const faults = report.gaps.map(({ fault }: { fault: string }) => fault);
  expect(faults.toSorted()).toEqual(["bothCut", "bothFrozen", "expired", "outage", "recreated"]);
  expect(report.faults).toHaveLength(22);
  expect(err.text).toContain("one trading day begins");
  expect(out.text + err.text).not.toMatch(/[A-Za-z0-9]{64}/);
});

test("on a terminal there is a line for each product, which is taken away before the report", async () => {
  const { code, out } = await command(true, "--product", "margin-risk");
  expect(code).toBe(0);
  expect(out.shown[0]?.split("\n")).toEqual([
    expect.stringContaining("One trading day  00:00:0"),
    expect.stringContaining("margin-risk  opening"),
  ]);
  expect(out.shown.at(-1)).toBe("");
  expect(out.text).toMatch(/^One trading day: 24h in /);
});

test("the same seed brings the same day to the last event, and another seed another one", async () => {
  const [one, same, other] = [await live(), await live(), await live({ seed: 4 })];
  expect({ ...same, realMs: one.realMs }).toEqual(one);
  expect(other.products).not.toEqual(one.products);
});

test("a stream that loses one event fails the day, and it is told whose it was", async () => {
  const openStream = spoilt((item, deliver) => item.seq === SPOILT || deliver(item));
  const result = await live({ openStream });
  expect(exitCodeOf(result)).toBe(1);
  expect(brokenOn(result)).toEqual([LOST, ORDER]);
  const report = reportOf(result, recordingTerminal().out);
  expect(report).toMatch(
    /^✘ nothing was lost .*\n {4}margin-risk: \w+ \d+ of \d+ was not delivered/m,
  );
  expect(report).toContain("The day broke its promises.");
});

test("a stream that keeps a gap to itself has lost what was in it", async () => {
  const openStream = spoilt((item, deliver) => item.type === "gap" || deliver(item));
  const broken = brokenOn(await live({ openStream }));
  expect(broken).toContain(LOST);
});

test("a stream that delivers one event twice fails the day", async () => {
  const openStream = spoilt((item, deliver) => {
    deliver(item);
    if (item.seq === SPOILT) deliver(item);
  });
  expect(brokenOn(await live({ openStream }))).toEqual([TWICE, ORDER]);
});

test("a stream that delivers two events in the wrong order fails the day", async () => {
  let held: StreamItem | undefined;
  const openStream = spoilt((item, deliver) => {
    if (item.seq === SPOILT) held = item;
    else deliver(item);
    if (item.seq === SPOILT + 1 && held !== undefined) deliver(held);
  });
  expect(brokenOn(await live({ openStream }))).toEqual([ORDER]);
});

test("with one socket alone, faults that leave another one make gaps, and the day fails", async () => {
  const openStream: OpenStream = (options) => openUserDataStream({ ...options, sockets: 1 });
  const result = await live({ openStream });
  expect(exitCodeOf(result)).toBe(1);
  expect(brokenOn(result)).toContain(NEEDLESS);
  expect(brokenOn(result)).not.toContain(LOST);
});

test("an interrupted day tells what was so far, and leaves nothing running", async () => {
  const interruption = new AbortController();
  const watcher: DayWatcher = {
    ...blind,
    tell: ({ tone }) => {
      if (tone === "trouble") interruption.abort();
    },
  };
  const result = await live({ watcher, signal: interruption.signal });
  expect([result.isInterrupted, exitCodeOf(result)]).toEqual([true, 130]);
  expect(result.endedAt - result.startsAt).toBeLessThan(24 * 3_600_000);
  expect(result.products[0]?.delivered).toBeGreaterThan(0);
  expect(reportOf(result, recordingTerminal().out)).toContain("The day was not lived to its end.");
});
