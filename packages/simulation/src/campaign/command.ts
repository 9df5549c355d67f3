import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { SimulationMutant } from "../mutants/mutants.ts";
import { campaign } from "./commands/campaign-command.ts";
import type { CommandContext } from "./commands/command-context.ts";
import { oneDay } from "./commands/day-command.ts";
import type { Flags } from "./commands/flags.ts";
import { mutants } from "./commands/mutants-command.ts";
import { readKeptPlan } from "./kept-plan.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** The exit code for an option that is wrong. */
const WRONG_USAGE = 2;

/** What holds where nothing is said. */
const DEFAULTS = { seeds: 200, hours: 24, from: 1, shrink: 150 } as const;

const DESCRIPTION =
  "Lives whole days of faults, one for each seed, with the real client code against the simulated exchange, and judges " +
  "them by the exchange's own log. Days that fail are told with the shortest schedule that still fails.";

const AFTER = `
Exit code:
  0    every promise was kept; with --mutants: every defect was caught, and the code without passed
  1    that is not so
  2    an option is wrong
  130  interrupted with Ctrl-C

Examples:
  npm run simulate -- --seeds 2000 --hours 24
  npm run simulate -- --trace 17 --hours 6
  npm run simulate -- --mutants`;

/** Runs the command with arguments. Never rejects. @returns The exit code. */
export async function runCommand(
  args: readonly string[],
  context: CommandContext,
): Promise<number> {
  const { terminal } = context;
  try {
    const program = programOn(terminal, context.cores).parse(args, { from: "user" });
    return (await obey(program, context)) ? 0 : 1;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    terminal.err.print(`simulate: unexpected failure: ${messageOf(error)}`);
    return 1;
  }
}

async function obey(program: Command, context: CommandContext): Promise<boolean> {
  const { mutant: name, ...others } = program.opts<Flags>();
  const mutant = mutantNamed(name, program, context);
  const flags: Flags = { ...others, ...(mutant !== undefined && { mutant: mutant.id }) };
  if (flags.mutants === true) {
    return mutants(mutant === undefined ? context.mutants : [mutant], flags, context);
  }
  const { trace, events: hasEvents = false } = flags;
  const plan = await plannedDay(flags, program, context);
  if (plan === undefined) return campaign(flags, mutant, context);
  return oneDay(plan, { isTraced: trace !== undefined, hasEvents, mutant }, context);
}

/** The one day that is asked for, if it is one. */
async function plannedDay(
  { trace, replay, hours }: Flags,
  program: Command,
  context: CommandContext,
): Promise<ReturnType<CommandContext["planOf"]> | undefined> {
  if (replay === undefined) {
    if (trace === true) return program.error("error: --trace needs a seed, or --replay FILE");
    return trace === undefined ? undefined : context.planOf(trace, hours);
  }
  try {
    return readKeptPlan(await context.files.read(replay)).plan;
  } catch (error) {
    return program.error(`error: ${replay} cannot be replayed: ${messageOf(error)}`);
  }
}

function mutantNamed(
  name: string | undefined,
  program: Command,
  context: CommandContext,
): SimulationMutant | undefined {
  if (name === undefined) return undefined;
  const wanted = name.toLowerCase();
  const found = context.mutants.find(({ id }) => id.toLowerCase() === wanted);
  if (found !== undefined) return found;
  const ids = context.mutants.map(({ id }) => id).join(", ");
  return program.error(`error: there is no defect ${name}; there are: ${ids}`);
}

function programOn({ out, err }: Terminal, cores: number): Command {
  const command = new Command("npm run simulate --")
    .description(DESCRIPTION)
    .helpOption("-h, --help", "show this")
    .option("--seeds <n>", "how many days are lived", wholeNumber, DEFAULTS.seeds)
    .option("--hours <n>", "how long each of them is", positiveNumber, DEFAULTS.hours)
    .option("--from <n>", "the first seed", wholeNumber, DEFAULTS.from)
    .option(
      "--then-for <s>",
      "after these, fresh seeds until so many seconds are over",
      positiveNumber,
    )
    .option("--mutant <id>", "with this defect in the client code, e.g. M6")
    .option(
      "--trace [seed]",
      "show the day of this seed, or of --replay, as a timeline",
      wholeNumber,
    )
    .option("--events", "with --trace: every event, and each of its copies")
    .option("--jobs <n>", "how many days are lived at a time", positiveWhole, cores)
    .option(
      "--shrink <runs>",
      "how many runs may be spent on making a failure shorter",
      wholeNumber,
      DEFAULTS.shrink,
    )
    .option("--json <file>", "write the result into this file, too")
    .addHelpText("after", AFTER)
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
  for (const option of aloneOptions()) command.addOption(option);
  return command;
}

/** Options that stand for another thing to do. */
function aloneOptions(): readonly Option[] {
  return [
    new Option("--replay <file>", "live the day of a plan that was kept").conflicts([
      "mutants",
      "thenFor",
      "json",
    ]),
    new Option("--mutants", "look for every defect, and print the table").conflicts([
      "trace",
      "thenFor",
      "json",
    ]),
  ];
}

/** A complaint on one line, with the way to the remedy. */
function oneLine(complaint: string): string {
  const text = complaint
    .trim()
    .replace(/^error: |\.$/g, "")
    .replaceAll(/\s*\n\s*/g, " ");
  return `simulate: ${text}; see npm run simulate -- --help`;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError("Give a whole number from 0.");
}

function positiveWhole(text: string): number {
  const value = wholeNumber(text);
  if (value > 0) return value;
  throw new InvalidArgumentError("Give a whole number from 1.");
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError("Give a number over 0.");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
