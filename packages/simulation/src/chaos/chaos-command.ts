import { Command, InvalidArgumentError, Option } from "commander";
import { parseArguments } from "../campaign/terminal/parse-arguments.ts";
import type { Terminal } from "../campaign/terminal/terminal.ts";
import { SHORTEST_LOAD_MS } from "./plan/phases.ts";

/** What can be run by itself. */
export type PartName = "load" | "lifetime" | "soak";

/** The options of the command, read. */
export interface ChaosFlags {
  readonly seed: number;
  readonly seconds: number;
  readonly only?: PartName;
  readonly keep: boolean;
}

const SHORTEST_SECONDS = SHORTEST_LOAD_MS / 1_000;

const DEFAULT_SECONDS = 60;

const DESCRIPTION =
  "Real processes, real time: starts the simulated exchange and clients on loopback; kills them, stops them and lets " +
  "them go on, cuts the exchange off and brings it back, all under load; then judges what the clients have written down " +
  "by the exchange's own log.";

const AFTER = `
Parts:
  load      every account has 1,000 events in a real second; clocks run 4 times as fast
  lifetime  clocks run 60 times as fast: a client is stopped for longer than its listen key lives
  soak      an hour of one client's time in a minute: its heap must be flat

Exit code:
  0    every promise was kept
  1    that is not so
  2    an option is wrong
  130  interrupted with Ctrl-C`;

/** Reads the arguments. @returns The options, or the exit code where there is nothing to be done. */
export function readArguments(
  args: readonly string[],
  terminal: Terminal,
  freshSeed: () => number,
): ChaosFlags | number {
  const command = new Command("npm run test:chaos --")
    .description(DESCRIPTION)
    .helpOption("-h, --help", "show this")
    .option("--seed <n>", "what is done to whom, and when (default: a fresh one)", wholeNumber)
    .option("--seconds <n>", "how long the load lasts", seconds, DEFAULT_SECONDS)
    .addOption(new Option("--only <part>", "one part").choices(["load", "lifetime", "soak"]))
    .option("--keep", "keep the files of a run in which nothing was wrong, too", false)
    .addHelpText("after", AFTER);
  const exitCode = parseArguments(command, args, terminal);
  if (exitCode !== undefined) return exitCode;
  const { seed = freshSeed(), ...flags } = command.opts<
    Omit<ChaosFlags, "seed"> & { seed?: number }
  >();
  return { seed, ...flags };
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError("Give a whole number from 0.");
}

function seconds(text: string): number {
  const value = wholeNumber(text);
  if (value >= SHORTEST_SECONDS) return value;
  throw new InvalidArgumentError(
    `Give at least ${SHORTEST_SECONDS}: everything shall be done once.`,
  );
}
