import process from "node:process";
import { spawn } from "@lydell/node-pty";
import emulator from "@xterm/headless";
import { vi } from "vitest";
import type { Variables } from "../src/command-context.ts";

/** A program in a terminal of its own, with a person in front of it. */
export interface PseudoTerminal {
  /** Everything that the terminal was sent, colours and cursor movements included. */
  readonly sent: string;
  /** What a person sees who scrolls to the top: the lines, up to the last that is not empty. */
  readonly screen: readonly string[];
  /** Waits until a line shows this. */
  shows(expected: string | RegExp): Promise<void>;
  /** Types; Ctrl-C is `\u0003`. */
  type(keys: string): void;
  /** Resolves with the exit code, when the screen has everything. */
  readonly exited: Promise<number>;
}

/** Starts Node in a {@link PseudoTerminal}. */
export function inTerminal(args: readonly string[], env: Variables): PseudoTerminal {
  const size = { cols: 100, rows: 30 };
  const screen = new emulator.Terminal({ ...size, scrollback: 10_000, allowProposedApi: true });
  const program = spawn(process.execPath, [...args], {
    ...size,
    name: "xterm-256color",
    env: { TERM: "xterm-256color", ...env },
  });
  let sent = "";
  program.onData((data) => {
    sent += data;
    screen.write(data);
  });
  return {
    get sent() {
      return sent;
    },
    get screen() {
      return linesOn(screen);
    },
    shows: (expected) =>
      vi.waitFor(
        () => {
          const lines = linesOn(screen);
          const isThere = lines.some((line) =>
            typeof expected === "string" ? line.includes(expected) : expected.test(line),
          );
          if (!isThere) throw new Error(`No line shows ${expected}:\n${lines.join("\n")}`);
        },
        { timeout: 30_000 },
      ),
    type: (keys) => program.write(keys),
    exited: new Promise((resolve) => {
      program.onExit(({ exitCode }) => screen.write("", () => resolve(exitCode)));
    }),
  };
}

function linesOn({ buffer: { active } }: emulator.Terminal): readonly string[] {
  const lines = Array.from({ length: active.length }, (_, row) =>
    (active.getLine(row)?.translateToString(true) ?? "").trimEnd(),
  );
  return lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
}
