import { CommanderError, type Command } from "commander";
import type { Terminal } from "./terminal.ts";

/** The exit code for an option that is wrong. */
const WRONG_USAGE = 2;

/**
 * Parses the arguments of a command, whose help and complaints go to the terminal.
 *
 * @returns The exit code where there is nothing to be done any more: help was asked for, or something is wrong.
 */
export function parseArguments(
  command: Command,
  args: readonly string[],
  { out, err }: Terminal,
): number | undefined {
  command.exitOverride().configureOutput({
    writeOut: (text) => out.print(text.trimEnd()),
    writeErr: (text) => err.print(text.trimEnd()),
    getOutHelpWidth: () => out.columns,
    getErrHelpWidth: () => err.columns,
  });
  try {
    command.parse(args, { from: "user" });
    return undefined;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    throw error;
  }
}
