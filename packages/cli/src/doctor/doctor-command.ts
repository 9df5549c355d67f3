import { isListenKeyError, type CustomEnvironment } from "@listenkey/core";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import { Argument, InvalidArgumentError, Option, type Command } from "commander";
import { addAccountOptions, type AccountFlags } from "../account/account.ts";
import { credentialsFrom, type Credentials } from "../account/credentials.ts";
import { environmentFrom } from "../account/hosts.ts";
import { PRODUCT_NAMES, productNamed, type NamedProduct } from "../account/products.ts";
import { variablesFrom } from "../account/variables.ts";
import type { CommandContext, Variables } from "../command-context.ts";
import { EXIT } from "../exit-codes.ts";
import { failureInWords } from "../failures.ts";
import { timeSpan } from "../time-span.ts";
import { doctorHelp } from "./doctor-help.ts";
import type { Finding } from "./finding.ts";
import { findingLine, verdictLine } from "./finding-lines.ts";
import { runDoctor } from "./run-doctor.ts";

/** The options, read. */
interface DoctorFlags extends AccountFlags {
  readonly wait: number;
  readonly json?: boolean;
}

/** How long answers are waited for, and how far apart copies of an event may come, in milliseconds. */
const ANSWER_MS = 10_000;
const SETTLE_MS = 1_500;

const DESCRIPTION = [
  "Checks credentials, clock, hosts and streams, one line each with the remedy, and answers for your account what the " +
    "exchange's documents leave open.",
  "It only reads: it trades nothing and revokes nothing. It asks for the account's listen key, as every program does " +
    "that listens; where one is alive, that extends it, and ends it for nobody.",
].join("\n\n");

/** Adds `listenkey doctor`. */
export function addDoctorCommand(program: Command, context: CommandContext): void {
  const command = program
    .command("doctor")
    .summary("check credentials, clock, hosts and streams, with remedies")
    .description(DESCRIPTION)
    .addArgument(
      new Argument("[product]", "only this product; isolated margin goes with any pair")
        // For help and the shell's completion; the parser that follows has the last word.
        .choices(PRODUCT_NAMES)
        .argParser(productNamed)
        .default(undefined, "all but isolated margin"),
    )
    .helpOption("-h, --help", "show this")
    .addOption(
      new Option("--wait <time>", "wait so long for events, and for ping frames")
        .argParser(waitTime)
        .default(30_000, "30s"),
    )
    .option("--json", "one JSON document on stdout at the end");
  addAccountOptions(command)
    .addHelpText("after", doctorHelp())
    .action(async (product: NamedProduct | undefined, flags: DoctorFlags) =>
      context.exitWith(await doctor(product, flags, context)),
    );
}

async function doctor(
  product: NamedProduct | undefined,
  flags: DoctorFlags,
  context: CommandContext,
): Promise<number> {
  const { signal, real, env, terminal } = context;
  const { json = false } = flags;
  const variables = variablesFrom(env, flags.envFile);
  const environment = environmentFrom(flags, variables);
  const products = product === undefined ? productsOf(environment) : [product];
  const printer = printerOn(context, products, json);
  const credentials = credentialsOrFinding(variables, printer.print);
  const transport = nodeHttpTransport();
  terminal.err.show(`Checking; up to ${flags.wait / 1_000} s for events. Ctrl-C ends it.`);
  try {
    const findings = await runDoctor({
      products,
      credentials: "apiKey" in credentials ? credentials : undefined,
      environment,
      transport,
      real,
      signal,
      times: { waitMs: flags.wait, answerMs: ANSWER_MS, settleMs: SETTLE_MS },
      found: printer.print,
    });
    const all = "apiKey" in credentials ? findings : [credentials, ...findings];
    terminal.err.show("");
    printer.end(all);
    if (signal.aborted) return EXIT.interrupted;
    return all.some(({ verdict }) => verdict === "wrong") ? EXIT.failed : EXIT.done;
  } finally {
    terminal.err.show("");
    transport.close?.();
  }
}

/** Without credentials there is still much to check. */
function credentialsOrFinding(
  variables: Variables,
  print: (finding: Finding) => void,
): Credentials | Finding {
  try {
    return credentialsFrom(variables);
  } catch (error) {
    if (!isListenKeyError(error)) throw error;
    const finding: Finding = {
      product: "account",
      check: "credentials",
      verdict: "wrong",
      says: failureInWords(error),
      remedy: "see `listenkey doctor --help` for the variables",
    };
    print(finding);
    return finding;
  }
}

/** All products in this environment; the pairs of isolated margin are too many. */
function productsOf(environment: string | CustomEnvironment): readonly NamedProduct[] {
  return PRODUCT_NAMES.filter((name) => !name.startsWith("margin-isolated-"))
    .map(productNamed)
    .filter(
      ({ product }) =>
        typeof environment !== "string" || Object.hasOwn(product.environments, environment),
    );
}

interface Printer {
  readonly print: (finding: Finding) => void;
  readonly end: (findings: readonly Finding[]) => void;
}

function printerOn(
  { terminal: { out } }: CommandContext,
  products: readonly NamedProduct[],
  json: boolean,
): Printer {
  const { colors } = out;
  const productColumns = Math.max("account".length, ...products.map(({ name }) => name.length));
  if (json) {
    return {
      print: () => undefined,
      end: (findings) => out.print(JSON.stringify({ isWell: isWell(findings), findings }, null, 2)),
    };
  }
  return {
    print: (finding) => out.print(findingLine(finding, { colors, productColumns })),
    end: (findings) => out.print(`\n${verdictLine(findings, colors)}`),
  };
}

function isWell(findings: readonly Finding[]): boolean {
  return findings.every(({ verdict }) => verdict !== "wrong");
}

function waitTime(text: string): number {
  const ms = timeSpan(text);
  if (ms !== undefined) return ms;
  throw new InvalidArgumentError("Give a time such as 30s or 5m.");
}
