import type { CustomEnvironment } from "@listenkey/core";
import { Option, type Command } from "commander";
import type { Variables } from "../command-context.ts";
import { credentialsFrom, type Credentials } from "./credentials.ts";
import { environmentFrom, type HostFlags } from "./hosts.ts";
import { variablesFrom } from "./variables.ts";

/** The options by which a command is told whose account it is about, and where. */
export interface AccountFlags extends HostFlags {
  /** The path of a file with variables. */
  readonly envFile?: string;
}

/** An account at an exchange: who asks, and whom. */
export interface Account {
  readonly credentials: Credentials;
  /** What streams and listen-key calls are given. */
  readonly environment: string | CustomEnvironment;
}

const GROUP = "Account:";

/** Adds the options of {@link AccountFlags}. Credentials are no options: those of other programs can be seen by everybody. */
export function addAccountOptions(command: Command): Command {
  const option = (flags: string, description: string): Option =>
    new Option(flags, description).helpGroup(GROUP);
  return command
    .addOption(option("--env-file <path>", "read the variables below from this file"))
    .addOption(
      option("--environment <name>", "which of the exchange's hosts")
        .choices(["live", "testnet", "demo"])
        .default(undefined, "live"),
    )
    .addOption(option("--rest <url>", "another REST host; also LISTENKEY_REST"))
    .addOption(option("--stream <url>", "another stream host; also LISTENKEY_STREAM"))
    .addOption(option("--ws-api <url>", "another WebSocket API; also LISTENKEY_WS_API"));
}

/** What the help text of a command with {@link addAccountOptions} says about variables. */
export const VARIABLES_HELP = `
Variables, from the environment or --env-file (never arguments: those can be seen by every
program on the machine):
  BINANCE_API_KEY     the API key
  BINANCE_API_SECRET  its secret, if it is an HMAC key; needed where requests are signed (spot)
  BINANCE_KEY_FILE    or the path of its private key, if it is an Ed25519 or RSA key (PEM)
  BINANCE_PASSPHRASE  what that file is encrypted with, if it is
  LISTENKEY_REST, LISTENKEY_STREAM, LISTENKEY_WS_API
                      other hosts, e.g. those that \`listenkey simulate\` prints`;

/**
 * Reads whose account a command is about, and where.
 *
 * @throws `CONFIGURATION` with the remedy. Never shows a value.
 */
export function accountFrom(flags: AccountFlags, env: Variables): Account {
  const variables = variablesFrom(env, flags.envFile);
  return {
    credentials: credentialsFrom(variables),
    environment: environmentFrom(flags, variables),
  };
}
