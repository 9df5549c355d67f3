import type { Clock } from "@listenkey/core";
import { Command, CommanderError } from "commander";
import { addDemoCommand } from "./demo/demo-command.ts";
import type { Terminal } from "./terminal.ts";

/** What the command runs in. */
export interface CommandOptions {
  readonly terminal: Terminal;
  /** Ends it before its time. */
  readonly signal: AbortSignal;
  /** Where real time comes from. */
  readonly real: Clock;
}

/** The exit code for an option that is wrong. */
const WRONG_USAGE = 2;

/** Runs `listenkey` with arguments. Never rejects. @returns The exit code. */
export async function runCommand(
  args: readonly string[],
  options: CommandOptions,
): Promise<number> {
  const { terminal } = options;
  let code = 0;
  const exitWith = (told: number): void => {
    code = told;
  };
  try {
    const program = programOn(terminal);
    addDemoCommand(program, { ...options, exitWith });
    if (args.length === 0) program.help({ error: true });
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    terminal.err.print(`listenkey: unexpected failure: ${messageOf(error)}`);
    return 1;
  }
}

function programOn({ out, err }: Terminal): Command {
  return new Command("listenkey")
    .description("Keeps Binance user data streams open, and shows how.")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => out.print(text.trimEnd()),
      writeErr: (text) => err.print(text.trimEnd()),
      outputError: (text, write) => write(oneLine(text)),
      getOutHelpWidth: () => out.columns,
      getErrHelpWidth: () => err.columns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
}

/** A complaint on one line, with the way to the remedy. */
function oneLine(complaint: string): string {
  const text = complaint
    .trim()
    .replace(/^error: |\.$/g, "")
    .replaceAll(/\s*\n\s*/g, " ");
  return `listenkey: ${text}; see listenkey demo --help`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
