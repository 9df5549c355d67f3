import { parseEnv } from "node:util";
import { systemClock } from "@listenkey/core/kit";
import { vi } from "vitest";
import { runCommand } from "../src/command.ts";
import { recordingTerminal } from "./recording-terminal.ts";

/** `listenkey simulate`, as it runs. */
export interface SimulatedExchange {
  /** What it printed on stdout, read as an env file. */
  readonly variables: Readonly<Record<string, string>>;
  /** What it printed on stderr. */
  readonly told: string;
  /** Interrupts it. @returns The exit code. */
  end(): Promise<number>;
}

/** Starts `listenkey simulate`, and waits until it serves. */
export async function simulate(...args: readonly string[]): Promise<SimulatedExchange> {
  const terminal = recordingTerminal();
  const interruption = new AbortController();
  const { signal } = interruption;
  const code = runCommand(["simulate", ...args], { terminal, signal, real: systemClock, env: {} });
  await vi.waitFor(() => {
    if (!terminal.err.text.includes("Ctrl-C ends it")) throw new Error(terminal.err.text);
  });
  return {
    variables: parseEnv(terminal.out.text) as Readonly<Record<string, string>>,
    get told() {
      return terminal.err.text;
    },
    end() {
      interruption.abort();
      return code;
    },
  };
}
