/** The options of the command, read. */
export interface Flags {
  readonly seeds: number;
  readonly from: number;
  readonly hours: number;
  /** In seconds. */
  readonly thenFor?: number;
  readonly mutant?: string;
  readonly mutants?: boolean;
  /** The seed; true where a plan is replayed. */
  readonly trace?: number | true;
  readonly events?: boolean;
  readonly replay?: string;
  readonly jobs: number;
  readonly shrink: number;
  readonly json?: string;
}

/** How the command is called from the folder of the repository. */
const COMMAND = "npm run simulate --";

/** What days have in common. */
type Kind = Pick<Flags, "hours" | "mutant">;

/** The command that lives these seeds. */
export function seedsCommand(seeds: Pick<Flags, "from" | "seeds">, kind: Kind): string {
  return `${COMMAND} --from ${seeds.from} --seeds ${seeds.seeds}${kindText(kind)}`;
}

/** The command that shows the day of a seed. */
export function traceCommand(seed: number, kind: Kind): string {
  return `${COMMAND} --trace ${seed}${kindText(kind)}`;
}

/** The commands that live the day of a plan in a file, and show it. */
export function replayCommands(
  path: string,
  { mutant }: Pick<Flags, "mutant">,
): { readonly repeat: string; readonly watch: string } {
  const repeat = `${COMMAND} --replay ${path}${mutantText(mutant)}`;
  return { repeat, watch: `${repeat} --trace` };
}

function kindText({ hours, mutant }: Kind): string {
  return ` --hours ${hours}${mutantText(mutant)}`;
}

function mutantText(mutant: string | undefined): string {
  if (mutant === undefined) return "";
  return ` --mutant ${/[^\w-]/.test(mutant) ? JSON.stringify(mutant) : mutant}`;
}
