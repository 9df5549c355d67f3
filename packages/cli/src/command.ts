import { Command, CommanderError } from "commander";
import { addCompletionCommand } from "./completion/completion-command.ts";
import { complaintOf } from "./complaint.ts";
import type { CommandContext } from "./command-context.ts";
import { addDemoCommand } from "./demo/demo-command.ts";
import { addDoctorCommand } from "./doctor/doctor-command.ts";
import { EXIT } from "./exit-codes.ts";
import { reportFailure } from "./failures.ts";
import { addKeysCommand } from "./keys/keys-command.ts";
import { addSimulateCommand } from "./simulate/simulate-command.ts";
import type { Terminal } from "./terminal.ts";
import { addWatchCommand } from "./watch/watch-command.ts";

/** What the command runs in. */
export type CommandOptions = Omit<CommandContext, "exitWith">;

const AFTER = `
Exit codes:
  0    done
  1    the answer is no: a promise was broken, a check failed, a question was denied; or
       something unexpected failed
  2    an argument, an option, a variable or a file is wrong or missing
  3    the exchange refused: the credentials, their permissions, or what it has switched off
  4    the exchange could not be reached, made no sense, or wants no requests for a while
  130  interrupted with Ctrl-C: everything is closed; a second one ends at once
  141  whoever read the output has gone, as with \`| head\`

Examples:
  listenkey demo
  listenkey watch umfutures
  listenkey watch spot --env-file account.env --json
  listenkey keys create umfutures
  listenkey doctor umfutures
  listenkey simulate

Every command has a --help of its own.`;

/** Runs `listenkey` with arguments. Never rejects. @returns The exit code. */
export async function runCommand(
  args: readonly string[],
  options: CommandOptions,
): Promise<number> {
  const { terminal } = options;
  let code: number = EXIT.done;
  const exitWith = (told: number): void => {
    code = told;
  };
  try {
    const program = programWith({ ...options, exitWith });
    if (args.length === 0) program.help({ error: true });
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUsage;
    return reportFailure(error, terminal.err);
  }
}

function programWith(context: CommandContext): Command {
  const program = programOn(context.terminal);
  addDemoCommand(program, context);
  addWatchCommand(program, context);
  addKeysCommand(program, context);
  addDoctorCommand(program, context);
  addSimulateCommand(program, context);
  addCompletionCommand(program);
  complainWithPaths(program);
  return program;
}

function programOn({ out, err }: Terminal): Command {
  return new Command("listenkey")
    .description(
      "Watches Binance user data streams, and steers their listen keys; lives through a bad day of them, and simulates one.",
    )
    .helpOption("-h, --help", "show this")
    .helpCommand(false)
    .addHelpText("after", AFTER)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => out.print(text.trimEnd()),
      writeErr: (text) => err.print(text.trimEnd()),
      getOutHelpWidth: () => out.columns,
      getErrHelpWidth: () => err.columns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
}

/** Complaints name the command whose help has the remedy. */
function complainWithPaths(command: Command, parents: readonly string[] = []): void {
  const path = [...parents, command.name()];
  command.configureOutput({
    outputError: (text, write) => write(complaintOf(text, path.join(" "))),
  });
  for (const child of command.commands) complainWithPaths(child, path);
}
