import { parseArguments } from "@listenkey/simulation/arguments";
import type { Terminal } from "@listenkey/simulation/terminal";
import { Argument, Command, InvalidArgumentError } from "commander";

/** The options of the command, read. */
export interface BenchFlags {
  /** Which rows are measured, in the order of the table. */
  readonly rows: readonly string[];
  readonly rounds: number;
  /** Write the result into this file, too. */
  readonly json?: string;
  /** Clients of other authors are measured, too. */
  readonly peers: boolean;
}

/** Medians of fewer say little on a noisy machine. */
const DEFAULT_ROUNDS = 7;

const DESCRIPTION =
  "What the packages cost, measured as they are published against doing it by hand: each figure stands beside that of " +
  "its floor, measured in the same run, in alternation, each in a process of its own. × is the median of the ratios of " +
  "the rounds.";

const AFTER = `
Targets are shown, and no reason to fail: a busy machine misses some.

Exit code:
  0    everything was measured
  1    something could not be
  2    an option is wrong
  130  interrupted with Ctrl-C

Examples:
  npm run bench
  npm run bench -- events recovery
  npm run bench -- import renewals events --peers --json bench.json`;

/** Reads the arguments. @returns The options, or the exit code where there is nothing to be done. */
export function readArguments(
  args: readonly string[],
  terminal: Terminal,
  rows: readonly string[],
): BenchFlags | number {
  const command = new Command("npm run bench --")
    .description(DESCRIPTION)
    .helpOption("-h, --help", "show this")
    .addArgument(new Argument("[rows...]", "what is measured; everything by default").choices(rows))
    .option("--rounds <n>", "how often each is measured", rounds, DEFAULT_ROUNDS)
    .option("--json <file>", "write the result into this file, too")
    .option("--peers", "clients of other authors, too: packages/peers has them", false)
    .addHelpText("after", AFTER);
  const exitCode = parseArguments(command, args, terminal);
  if (exitCode !== undefined) return exitCode;
  const wanted =
    command.args.length === 0 ? rows : rows.filter((row) => command.args.includes(row));
  return { ...command.opts<Omit<BenchFlags, "rows">>(), rows: wanted };
}

function rounds(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError("Give a whole number from 1.");
}
