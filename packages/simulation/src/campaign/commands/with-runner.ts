import { untilStopped } from "../campaign.ts";
import type { DayRunner } from "../days/day-runner.ts";
import { showProgress } from "../terminal/progress.ts";
import type { CommandContext, RunnerOptions } from "./command-context.ts";

/** What a runner is opened with, and what is shown meanwhile. */
export interface WorkOptions extends RunnerOptions {
  /** How far the work is, in a line; nothing is shown without it. */
  readonly told?: () => string;
}

/**
 * Opens a runner, does some work with it, and closes it. When the command is ended before its time, the work is stopped
 * and this resolves.
 */
export async function withRunner(
  context: CommandContext,
  { told, ...options }: WorkOptions,
  work: (runner: DayRunner) => Promise<void>,
): Promise<void> {
  const { signal, terminal, clock } = context;
  if (signal.aborted) return;
  const runner = await context.openRunner(options);
  const close = (): void => void runner.close();
  signal.addEventListener("abort", close, { once: true });
  const endProgress =
    told === undefined ? () => undefined : showProgress(terminal.out, clock, told);
  try {
    await untilStopped(work(runner));
  } finally {
    endProgress();
    signal.removeEventListener("abort", close);
    await runner.close();
  }
}
