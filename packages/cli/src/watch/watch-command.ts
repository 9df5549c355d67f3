import { InvalidArgumentError, type Command } from "commander";
import {
  accountFrom,
  addAccountOptions,
  VARIABLES_HELP,
  type AccountFlags,
} from "../account/account.ts";
import { productArgument, type NamedProduct } from "../account/products.ts";
import type { CommandContext } from "../command-context.ts";
import { watch } from "./watch.ts";

/** The options, read. */
interface WatchFlags extends AccountFlags {
  readonly type?: readonly string[];
  readonly symbol?: readonly string[];
  readonly count?: number;
  readonly json?: boolean;
}

const DESCRIPTION = [
  "Tells what happens on an account, live, until Ctrl-C.",
  "Every event once and in order, on two sockets, whatever happens to one of them; and a line `gap` wherever events may " +
    "be missing. What the stream says about itself is dimmed, and goes to stderr where stdout is no terminal. Times are UTC.",
].join("\n\n");

const AFTER = `${VARIABLES_HELP}

Exit codes:
  0    --count events and gaps were told
  2    an argument, an option, a variable or a file is wrong or missing
  3    the exchange refused the credentials, or has switched this stream off
  130  interrupted with Ctrl-C: everything is closed. The listen key is left to lapse, because
       other programs may use the same one
  141  whoever read the output has gone

Examples:
  listenkey watch umfutures
  listenkey watch spot --env-file account.env --type executionReport --symbol BTCUSDT
  listenkey watch margin-isolated-BTCUSDT --json | jq .data
  listenkey watch umfutures --count 10 --json > ten.jsonl`;

/** Adds `listenkey watch`. */
export function addWatchCommand(program: Command, context: CommandContext): void {
  const command = program
    .command("watch")
    .summary("tell what happens on an account, live")
    .description(DESCRIPTION)
    .addArgument(productArgument("whose events"))
    .helpOption("-h, --help", "show this")
    .option(
      "--type <name>",
      "only events of this type, e.g. ORDER_TRADE_UPDATE; may be repeated",
      add,
    )
    .option("--symbol <name>", "only events about this symbol; may be repeated", add)
    .option("--count <n>", "end after so many events and gaps; never by default", positiveWhole)
    .option("--json", "one JSON document a line, as the stream delivers it");
  addAccountOptions(command)
    .addHelpText("after", AFTER)
    .action(async (product: NamedProduct, flags: WatchFlags) =>
      context.exitWith(await watchAs(product, flags, context)),
    );
}

function watchAs(
  product: NamedProduct,
  flags: WatchFlags,
  context: CommandContext,
): Promise<number> {
  const { type: types, symbol, count = Infinity, json = false } = flags;
  const symbols = symbol && new Set(symbol.map((name) => name.toUpperCase()));
  const account = accountFrom(flags, context.env);
  return watch(
    { product, account, count, json, ...(types && { types }), ...(symbols && { symbols }) },
    context,
  );
}

function add(value: string, others: readonly string[] = []): readonly string[] {
  return [...others, value];
}

function positiveWhole(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError("Give a whole number from 1.");
}
