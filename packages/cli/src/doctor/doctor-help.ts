import { VARIABLES_HELP } from "../account/account.ts";
import { OPEN_QUESTIONS } from "./open-questions.ts";

/** What stands behind the options in `--help`. */
export function doctorHelp(): string {
  const answered = OPEN_QUESTIONS.filter(({ check }) => check !== undefined);
  const unchecked = OPEN_QUESTIONS.filter(({ check }) => check === undefined);
  return [
    VARIABLES_HELP,
    "",
    "It opens sockets, and creates or extends a listen key or token of the account; nothing is revoked,",
    "and no order is sent. On spot and margin it asks once for a listen key, which is switched off there.",
    "",
    "Each line begins with a verdict:",
    "  ✔  it is well",
    "  ✘  it is wrong; behind the arrow is what to do",
    "  ·  the answer to a question that the documents leave open; it is well either way",
    "  ?  undecided: e.g. no event came. Only the account's own events decide what brings events, so",
    "     let something happen meanwhile: place an order far from the market, and cancel it",
    "",
    "Open questions, by the check that answers them:",
    ...answered.map(({ asks, check = "" }) => `  ${check.padEnd(14)} ${asks}`),
    "",
    "Not checked, because it could not be done safely, or not at all:",
    ...unchecked.map(({ asks, unchecked: why = "" }) => `  ${asks}\n      ${why}`),
    AFTER,
  ].join("\n");
}

const AFTER = `
Exit code:
  0    nothing is wrong
  1    something is wrong
  2    an argument, an option, a variable or a file is wrong
  130  interrupted with Ctrl-C

Examples:
  listenkey doctor umfutures
  listenkey doctor spot --env-file account.env --wait 2m
  listenkey doctor --environment testnet --json`;
