import type { Clock } from "@listenkey/core";
import { openUserDataStream } from "@listenkey/stream";
import { InvalidArgumentError, Option, type Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { EXIT } from "../exit-codes.ts";
import type { Screen } from "../terminal.ts";
import type { DayWatcher } from "./progress/day-watcher.ts";
import { lineUp, type DemoProduct } from "./line-up.ts";
import { progressBoard } from "./progress/progress-board.ts";
import { progressLines } from "./progress/progress-lines.ts";
import { jsonReportOf } from "./report/report-json.ts";
import { reportOf } from "./report/report.ts";
import type { DayResult } from "./report/day-result.ts";
import { runDemo } from "./run-demo.ts";

/** The options, read. */
interface DemoFlags {
  readonly seed: number;
  readonly speed: number;
  readonly product?: readonly DemoProduct[];
  readonly json?: boolean;
}

const NAMES = lineUp.map(({ name }) => name).join(", ");

const SUMMARY = "live one trading day in about thirty seconds, and judge it";

const DESCRIPTION = [
  "Lives one trading day in about thirty seconds.",
  "On a simulated exchange, an account trades each of Binance's products, and a program of its own keeps its user data " +
    "stream open, on two sockets: through sockets that are cut, half-open, refused, torn or late, frames that are " +
    "missing or broken, keys that are deleted or expire, requests that fail, bans, an outage, a restart, and " +
    "clocks that disagree. At the end, the exchange's own log says whether every event came, once and in its order, and " +
    "a gap wherever that could not be.",
].join("\n\n");

const AFTER = `
Exit code:
  0    the day kept its promises: nothing was lost outside a gap, nothing came twice, and no
       fault that left a socket made a gap
  1    it did not, or something unexpected failed
  2    an option is wrong
  130  interrupted with Ctrl-C; a second one ends at once

Examples:
  listenkey demo --seed 7
  listenkey demo --product umfutures --product spot --speed 1000
  listenkey demo --json > day.json`;

/** Adds `listenkey demo`. */
export function addDemoCommand(program: Command, context: CommandContext): void {
  program
    .command("demo")
    .summary(SUMMARY)
    .description(DESCRIPTION)
    .helpOption("-h, --help", "show this")
    .option("--seed <n>", "draws the day: the same seed brings the same day", wholeNumber, 1)
    .option("--speed <n>", "at most so many times as fast as real time", positiveNumber, 3_600)
    .addOption(
      new Option("--product <name>", `only this product; may be repeated: ${NAMES}`)
        .argParser(addProduct)
        .default(undefined, "all"),
    )
    .option("--json", "one JSON document on stdout at the end; progress goes to stderr")
    .addHelpText("after", AFTER)
    .action(async (flags: DemoFlags) => context.exitWith(await demo(flags, context)));
}

async function demo(flags: DemoFlags, context: CommandContext): Promise<number> {
  const { seed, speed, product: products = lineUp, json = false } = flags;
  const { terminal, signal, real } = context;
  const watcher = watcherOn(json ? terminal.err : terminal.out, real);
  const openStream = openUserDataStream;
  const result = await runDemo({ seed, speed, products, openStream, signal, real, watcher });
  const { out } = terminal;
  out.print(json ? jsonReportOf(result) : reportOf(result, out));
  return exitCodeOf(result);
}

function watcherOn(screen: Screen, real: Clock): DayWatcher {
  return screen.isInteractive ? progressBoard(screen, real) : progressLines(screen);
}

/** What a shell is told; see the help text. */
export function exitCodeOf({ isInterrupted, judgement }: DayResult): number {
  if (isInterrupted) return EXIT.interrupted;
  return judgement.kept ? EXIT.done : EXIT.failed;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError("Give a whole number from 0.");
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError("Give a number over 0, e.g. 3600.");
}

function addProduct(
  name: string,
  chosen: readonly DemoProduct[] | undefined,
): readonly DemoProduct[] {
  const product = lineUp.find((candidate) => candidate.name === name);
  if (product === undefined) throw new InvalidArgumentError(`Give one of: ${NAMES}.`);
  const others = chosen ?? [];
  return others.includes(product) ? others : [...others, product];
}
