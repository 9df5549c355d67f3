import { configurationError } from "@listenkey/core/product";
import type { Dialect } from "@listenkey/simulator";
import { InvalidArgumentError, Option, type Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { EXIT } from "../exit-codes.ts";
import { withDialectEntry } from "./dialect-entries.ts";
import { farewell } from "./farewell.ts";
import { greeting, variableLines, variablesOf } from "./greeting.ts";
import { time } from "./log-line.ts";
import { plannedFault, type PlannedFault } from "./planned-fault.ts";
import { runProgram } from "./run-program.ts";
import { startSimulation, type Simulation } from "./run-simulation.ts";
import { simulateHelp } from "./simulate-help.ts";
import { ALL_PRODUCTS, simulatedProduct, type SimulatedProduct } from "./simulated-products.ts";

/** The options, read. */
interface SimulateFlags {
  readonly port: number;
  readonly host: string;
  readonly product?: readonly SimulatedProduct[];
  readonly pace: number;
  readonly speed: number;
  readonly seed: number;
  readonly fault?: readonly PlannedFault[];
  readonly dialect?: Partial<Dialect>;
  readonly log?: boolean;
}

const SUMMARY = "serve a simulated exchange, for programs in any language to be tested against";

const DESCRIPTION = [
  "Serves a simulated exchange over real HTTP and WebSockets on this machine: every listen-key endpoint, every stream " +
    "path and the WebSocket API, with an account that trades.",
  "The lines on stdout are environment variables with its URLs, an API key and its secret, for a shell or an env file; " +
    "everything else goes to stderr. With a command behind --, that is run with these variables instead, and the " +
    "exchange ends with it.",
].join("\n\n");

/** Adds `listenkey simulate`. */
export function addSimulateCommand(program: Command, context: CommandContext): void {
  program
    .command("simulate")
    .summary(SUMMARY)
    .description(DESCRIPTION)
    .argument("[command...]", "behind --: a program to run, with its arguments")
    .helpOption("-h, --help", "show this")
    .option("--port <n>", "listen on this port; 0 for any that is free", portNumber, 0)
    .option("--host <address>", "listen on this address", "127.0.0.1")
    .addOption(
      new Option("--product <name>", "the account trades only this product; may be repeated")
        .argParser(addProduct)
        .default(undefined, "all"),
    )
    .option("--pace <n>", "how often a minute something happens on each; 0 for never", pace, 60)
    .option("--speed <n>", "time passes so many times as fast there; see below", speed, 1)
    .option("--seed <n>", "draws keys, trades and chances", wholeNumber, 1)
    .addOption(
      new Option("--fault <fault>", "something goes wrong; may be repeated; see below").argParser(
        addFault,
      ),
    )
    .addOption(
      new Option(
        "--dialect <entry=value>",
        "another way to read the documents; may be repeated; see below",
      ).argParser(addDialectEntry),
    )
    .option("--log", "a line on stderr for each thing the exchange sees; no secrets in them")
    .addHelpText("after", `\n${SPEED_HELP}\n${simulateHelp()}`)
    .action(async (command: readonly string[], flags: SimulateFlags) =>
      context.exitWith(await simulate(command, flags, context)),
    );
}

const SPEED_HELP = `With --speed, whatever has a length there is shorter by as much: listen keys, pings, bans, the
24 hours of a socket. --pace and the times of --fault stay real. Requests that are signed with
this machine's clock are refused with -1021 before long: it is for listen keys.`;

async function simulate(
  command: readonly string[],
  flags: SimulateFlags,
  context: CommandContext,
): Promise<number> {
  const { terminal, real } = context;
  const { err } = terminal;
  const products = flags.product ?? ALL_PRODUCTS;
  const startedAt = real.monotonic();
  const simulation = await started(flags, context);
  try {
    err.print(`${greeting(simulation, products, err.colors)}\n`);
    return await lived(simulation, command, context);
  } finally {
    await simulation.close();
    err.print(farewell(simulation, real.monotonic() - startedAt));
  }
}

async function started(flags: SimulateFlags, context: CommandContext): Promise<Simulation> {
  const { terminal, real } = context;
  const { err } = terminal;
  const { dialect = {}, fault: faults = [], log = false, product = ALL_PRODUCTS, ...rest } = flags;
  try {
    return await startSimulation({
      ...rest,
      real,
      dialect,
      faults,
      products: product.map(({ name }) => name),
      faultBegins: ({ plan }, at) =>
        err.print(err.colors.yellow(`${time(at)} fault: ${plan.text}`)),
      log: log ? (line) => err.print(err.colors.dim(line)) : undefined,
    });
  } catch (error) {
    throw listeningError(error, flags);
  }
}

/** Until it is interrupted, or the program behind `--` has ended. @returns The exit code. */
async function lived(
  simulation: Simulation,
  command: readonly string[],
  { terminal, signal, env, real }: CommandContext,
): Promise<number> {
  const variables = variablesOf(simulation);
  if (command.length > 0)
    return await runProgram(command, { env: { ...env, ...variables }, signal, real });
  terminal.out.print(variableLines(variables));
  terminal.err.print("\nCtrl-C ends it.");
  if (!signal.aborted) {
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  }
  return EXIT.interrupted;
}

function listeningError(error: unknown, { port, host }: SimulateFlags): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    return configurationError(
      `port ${port} is taken; give another one with --port, or 0 for any that is free`,
    );
  }
  if (code === "EACCES") {
    return configurationError(`port ${port} is for the system alone; give one from 1024 on`);
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return configurationError(`--host ${host} is no address of this machine; leave it out`);
  }
  return error;
}

function addFault(text: string, before: readonly PlannedFault[] = []): readonly PlannedFault[] {
  return complaining(() => [...before, plannedFault(text)]);
}

function addDialectEntry(text: string, before: Partial<Dialect> = {}): Partial<Dialect> {
  return complaining(() => withDialectEntry(text, before));
}

/** What a reader throws, as commander wants it. */
function complaining<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

function addProduct(
  name: string,
  before: readonly SimulatedProduct[] | undefined,
): readonly SimulatedProduct[] {
  const product = simulatedProduct(name);
  const names = ALL_PRODUCTS.map((one) => one.name).join(", ");
  if (product === undefined) throw new InvalidArgumentError(`Give one of: ${names}.`);
  const others = before ?? [];
  return others.some((one) => one.name === product.name) ? others : [...others, product];
}

function portNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError("Give a port from 0 to 65535.");
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError("Give a whole number from 0.");
}

function pace(text: string): number {
  return numberBetween(text, 0, 60_000);
}

function speed(text: string): number {
  return numberBetween(text, 0.1, 3_600);
}

function numberBetween(text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= least && value <= most) return value;
  throw new InvalidArgumentError(`Give a number from ${least} to ${most}.`);
}
