import { isListenKeyError, type ListenKeyErrorCode } from "@listenkey/core";
import { EXIT } from "./exit-codes.ts";
import type { Screen } from "./terminal.ts";

const CODES: Readonly<Partial<Record<ListenKeyErrorCode, number>>> = {
  CONFIGURATION: EXIT.wrongUsage,
  ABORTED: EXIT.interrupted,
  REJECTED: EXIT.refused,
  RETIRED: EXIT.refused,
  NETWORK: EXIT.unreachable,
  TIMEOUT: EXIT.unreachable,
  BAD_RESPONSE: EXIT.unreachable,
  RATE_LIMITED: EXIT.unreachable,
};

/** What the library calls its options, and how they are set here. */
const NAMES: readonly (readonly [string, string])[] = [
  ["environment.rest", "LISTENKEY_REST or --rest"],
  ["environment.stream", "LISTENKEY_STREAM or --stream"],
  ["environment.wsApi", "LISTENKEY_WS_API or --ws-api"],
  ["events names", "--type names"],
  ["{ rest, stream, wsApi }", "--rest, --stream and --ws-api"],
];

/** Says on one line what went wrong, and the remedy. @returns The exit code. */
export function reportFailure(error: unknown, screen: Screen): number {
  if (!isListenKeyError(error)) {
    screen.print(`listenkey: unexpected failure: ${withoutSecrets(messageOf(error))}`);
    return EXIT.failed;
  }
  // Whoever interrupts knows why it ends.
  if (error.code !== "ABORTED") screen.print(`listenkey: ${failureInWords(error)}`);
  return CODES[error.code] ?? EXIT.failed;
}

/** A failure as it is told on a line. */
export function failureInWords(error: Error): string {
  let words = withoutSecrets(error.message);
  for (const [name, here] of NAMES) words = words.replaceAll(name, here);
  return words;
}

/** Text on one line, without what may be a secret: whoever confuses arguments has put one anywhere. */
export function withoutSecrets(text: string): string {
  return oneLine(text).replaceAll(/[\w+/=-]{40,}/g, "***");
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s*\n\s*/g, " ");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
