import pc from "picocolors";
import { expect, test } from "vitest";
import { boardOf } from "./board.ts";
import type { DayView, ProductView } from "./day-watcher.ts";

const noon = Date.UTC(2026, 10, 23, 12);

function view(...products: readonly ProductView[]): DayView {
  return {
    clock: { now: () => noon },
    startsAt: noon - 12 * 3_600_000,
    endsAt: noon + 12 * 3_600_000,
    products,
  };
}

const spot: ProductView = {
  name: "spot",
  state: "interrupted",
  eventsReceived: 20,
  gaps: 1,
  lastNews: { at: noon - 60_000, product: "spot", tone: "trouble", text: "both sockets were cut" },
};

const umfutures: ProductView = { ...spot, name: "umfutures", state: "live", lastNews: undefined };

test("there is a line for the time, and one for each product", () => {
  const board = boardOf(view(spot, umfutures), { columns: 100, colors: pc.createColors(false) });
  expect(board.split("\n").map((line) => line.trimEnd())).toEqual([
    "One trading day  12:00:00  ━━━━━━━━━━━━────────────  50 %",
    "○ spot       interrupted     20 events      1 gap   11:59:00 both sockets were cut",
    "● umfutures  live            20 events      1 gap",
  ]);
});

test("no line is longer than the terminal is wide", () => {
  for (const columns of [20, 40, 60]) {
    const board = boardOf(view(spot, umfutures), { columns, colors: pc.createColors(false) });
    const [, ...lines] = board.split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
  }
});

test("on a narrow terminal the news come before the counts", () => {
  const board = boardOf(view(spot), { columns: 80, colors: pc.createColors(false) });
  expect(board.split("\n")[1]).toBe("○ spot  interrupted  11:59:00 both sockets were cut");
});

test("news stand out for half an hour", () => {
  const colors = pc.createColors(true);
  const old = {
    ...spot,
    lastNews: { at: noon - 31 * 60_000, tone: "trouble", text: "old" },
  } as const;
  const [, fresh, stale] = boardOf(view(spot, old), { columns: 100, colors }).split("\n");
  expect(fresh).toContain(colors.yellow("11:59:00 both sockets were cut"));
  expect(stale).toContain(colors.dim("11:29:00 old"));
});
