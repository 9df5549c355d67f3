import type { Clock } from "@listenkey/core";
import type { Terminal } from "./terminal.ts";

/** What a command runs in. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Ends the command before its time. */
  readonly signal: AbortSignal;
  /** Where real time comes from. */
  readonly real: Clock;
  /** The environment variables. */
  readonly env: Variables;
  /** Takes the exit code. */
  readonly exitWith: (code: number) => void;
}

/** Environment variables, by name. */
export type Variables = Readonly<Record<string, string | undefined>>;
