import { configurationError } from "@listenkey/core/product";
import type { Command } from "commander";
import {
  accountFrom,
  addAccountOptions,
  VARIABLES_HELP,
  type AccountFlags,
} from "../account/account.ts";
import { productArgument, type NamedProduct } from "../account/products.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT } from "../exit-codes.ts";
import {
  createKey,
  keyFor,
  renewKey,
  revokeKey,
  type KeyFacts,
  type KeyOptions,
} from "./listen-keys.ts";

/** The options, read. */
interface KeyFlags extends AccountFlags {
  readonly keyFile?: string;
  readonly json?: boolean;
  readonly yes?: boolean;
}

const DESCRIPTION = [
  "Creates, renews or revokes the listen key of an account. Each command is one request.",
  "A listen key lets whoever has it read the account's events, so it is never shown: what is told is its id, a short " +
    "fingerprint. --key-file keeps the key itself, for programs that take one.",
].join("\n\n");

const CODES = `
Exit codes:
  0    done
  1    revoke only: the answer was no, and nothing was revoked
  2    an argument, an option, a variable or a file is wrong or missing
  3    the exchange refused: the credentials, the key, or what it has switched off
  4    the exchange could not be reached, or wants no requests for a while
  130  interrupted with Ctrl-C`;

/** Adds `listenkey keys` with its commands. */
export function addKeysCommand(program: Command, context: CommandContext): void {
  const keys = program
    .command("keys")
    .summary("create, renew or revoke a listen key")
    .description(DESCRIPTION)
    .helpOption("-h, --help", "show this")
    .helpCommand(false)
    .addHelpText(
      "after",
      `${CODES}

Examples:
  listenkey keys create umfutures
  listenkey keys renew margin-risk --key-file key
  listenkey keys revoke umfutures --yes`,
    );
  addCreate(keys, context);
  addRenew(keys, context);
  addRevoke(keys, context);
}

function addCreate(keys: Command, context: CommandContext): void {
  const command = keys
    .command("create")
    .summary("obtain the account's listen key")
    .description("Obtains the account's listen key: a new one, or the one that lives, extended.")
    .option("--key-file <path>", "write the key to this file, readable by you alone");
  addCommon(command, "listenkey keys create umfutures --key-file key")
    .option("--json", "one JSON document: product, keyId, expiresAt")
    .action(async (product: NamedProduct, flags: KeyFlags) =>
      tell(await createKey(optionsOf(product, flags, context)), flags, context),
    );
}

function addRenew(keys: Command, context: CommandContext): void {
  const command = keys
    .command("renew")
    .summary("extend the account's listen key")
    .description(
      "Extends the account's listen key. Spot and margin want to know which; elsewhere it is whichever the account has.",
    )
    .option(
      "--key-file <path>",
      "the file that holds the key; it is updated if the key has changed",
    );
  addCommon(command, "listenkey keys renew margin-risk --key-file key")
    .option("--json", "one JSON document: product, keyId, expiresAt")
    .action(async (product: NamedProduct, flags: KeyFlags) =>
      tell(await renewKey(optionsOf(product, flags, context)), flags, context),
    );
}

function addRevoke(keys: Command, context: CommandContext): void {
  const command = keys
    .command("revoke")
    .summary("end the account's listen key, for every program")
    .description(
      "Ends the account's listen key. An account has one, so every program that uses it, on any machine and by any API " +
        "key, stops hearing the account, most of them without noticing. It asks first.",
    )
    .option(
      "--key-file <path>",
      "the file that holds the key, where the exchange wants to know which",
    )
    .option("--yes", "do not ask; needed where there is no terminal");
  addCommon(command, "listenkey keys revoke umfutures --yes").action(
    async (product: NamedProduct, flags: KeyFlags) =>
      context.exitWith(await revoke(optionsOf(product, flags, context), flags, context)),
  );
}

function addCommon(command: Command, example: string): Command {
  command.addArgument(productArgument("whose listen key")).helpOption("-h, --help", "show this");
  return addAccountOptions(command).addHelpText(
    "after",
    `${VARIABLES_HELP}\n${CODES}\n\nExample:\n  ${example}`,
  );
}

function optionsOf(
  product: NamedProduct,
  { keyFile, ...flags }: KeyFlags,
  { env, real: clock, signal }: CommandContext,
): KeyOptions {
  const account = accountFrom(flags, env);
  return { product, account, clock, signal, ...(keyFile !== undefined && { keyFile }) };
}

function tell(facts: KeyFacts, { json = false }: KeyFlags, { terminal: { out } }: CommandContext) {
  const { product, keyId, expiresAt } = facts;
  const until = new Date(expiresAt).toISOString();
  const key = keyId === undefined ? "the listen key" : `listen key ${keyId}`;
  out.print(
    json
      ? JSON.stringify({ ...facts, expiresAt: until })
      : `${key} of ${product} is good until ${until}`,
  );
}

async function revoke(
  options: KeyOptions,
  { yes = false }: KeyFlags,
  { terminal: { out, ask }, signal }: CommandContext,
): Promise<number> {
  const { name } = options.product;
  // What is missing is said before anybody is asked.
  keyFor("revoke", options);
  if (!yes) {
    if (ask === undefined) {
      throw configurationError(
        "revoking is for the whole account, and there is no terminal to ask on; give --yes if that is what you want",
      );
    }
    const answer = await ask(
      `Revoke the listen key of ${name}? Every program that uses it stops hearing. [y/N] `,
      signal,
    ).catch(() => undefined);
    if (answer === undefined) return EXIT.interrupted;
    if (!/^\s*y(es)?\s*$/i.test(answer)) {
      out.print("nothing was revoked");
      return EXIT.failed;
    }
  }
  await revokeKey(options);
  out.print(`the listen key of ${name} is revoked`);
  return EXIT.done;
}
