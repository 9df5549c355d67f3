import type { ReadStream, WriteStream } from "node:tty";
import { expect, test } from "vitest";
import { processTerminal } from "./process-terminal.ts";
import type { Screen } from "./terminal.ts";

function setup({ isTTY = true, env = {} }: { isTTY?: boolean; env?: Record<string, string> } = {}) {
  let written = "";
  const stream = {
    isTTY,
    columns: isTTY ? 60 : undefined,
    write: (text: string) => {
      written += text;
      return true;
    },
  } as unknown as WriteStream;
  const stdin = { isTTY } as ReadStream;
  const { out, ask } = processTerminal({ stdin, stdout: stream, stderr: stream, env });
  return { out, ask, written: () => written };
}

const coloured = ({ colors }: Screen): boolean => colors.green("x") !== "x";

test("a terminal has colours, lines that are taken back, and a width", () => {
  const { out, written } = setup();
  expect([coloured(out), out.isInteractive, out.columns]).toEqual([true, true, 60]);
  out.show("now");
  out.show("then");
  out.print("in the end");
  const [first, second, last] = written().split("\n");
  const eraseLine = "\u001b[2K";
  expect(first).toBe("now");
  expect(second).toMatch(/then$/);
  expect(second).toContain(eraseLine);
  expect(last).toMatch(/in the end$/);
  expect(last).toContain(eraseLine);
});

test("once something was shown, what is typed between two lines is not seen in front of the second", () => {
  const { out, written } = setup();
  out.print("{}");
  expect(written()).toBe("{}\n");
  out.show("now");
  out.print("an event");
  out.print("another");
  expect(written().endsWith("an event\n\u001b[2K\ranother\n")).toBe(true);
});

test("NO_COLOR is honoured, unless it is empty", () => {
  expect(coloured(setup({ env: { NO_COLOR: "1" } }).out)).toBe(false);
  expect(coloured(setup({ env: { NO_COLOR: "" } }).out)).toBe(true);
});

test("a file or pipe gets neither colours nor lines that are taken back", () => {
  const { out, written } = setup({ isTTY: false });
  expect([coloured(out), out.isInteractive]).toEqual([false, false]);
  out.show("now");
  out.print("in the end");
  expect(written()).toBe("in the end\n");
});

test("a terminal that cannot move its cursor is treated like a file", () => {
  const { out } = setup({ env: { TERM: "dumb" } });
  expect([coloured(out), out.isInteractive]).toEqual([false, false]);
});
