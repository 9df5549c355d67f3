import tab from "@bomb.sh/tab/commander";
import type { Command } from "commander";

const NAME = "completion";

const AFTER = `
Put what it prints where your shell looks for completions:
  bash  listenkey completion bash > ~/.local/share/bash-completion/completions/listenkey
  zsh   listenkey completion zsh > "\${fpath[1]}/_listenkey"
  fish  listenkey completion fish > ~/.config/fish/completions/listenkey.fish

For bash the package bash-completion has to be installed, as for other commands.`;

/** Adds `listenkey completion`. Must be called last: it completes the commands that are there. */
export function addCompletionCommand(program: Command): void {
  withSummaries(program, () => tab(program, { completionCommandName: NAME }));
  program.commands
    .find((command) => command.name() === NAME)
    ?.summary("print what makes a shell complete this command")
    .description("Prints the script that makes a shell complete this command.")
    .addHelpText("after", AFTER);
}

/** Does something while the description of each command is its summary: shells show one line. */
function withSummaries(program: Command, action: () => void): void {
  const described = commandsOf(program).map((command) => ({
    command,
    description: command.description(),
  }));
  for (const { command } of described) command.description(command.summary());
  action();
  for (const { command, description } of described) command.description(description);
}

function commandsOf(program: Command): readonly Command[] {
  return program.commands.flatMap((command) => [command, ...commandsOf(command)]);
}
