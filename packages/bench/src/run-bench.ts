import { writeFile } from "node:fs/promises";
import { commitOf } from "@listenkey/simulation/commit";
import type { Terminal } from "@listenkey/simulation/terminal";
import type { BenchFlags } from "./command.ts";
import type { Ground, Row } from "./ground.ts";
import { alternate } from "./measure/alternate.ts";
import { Program } from "./measure/program.ts";
import { sectionOf, type Section } from "./measure/section.ts";
import { machineText, thisMachine } from "./report/machine.ts";
import { sectionText } from "./report/section-text.ts";

/** Where things are. */
export interface Places {
  /** The repository's folder. */
  readonly root: string;
  /** The bench's own folder, with its programs. */
  readonly home: URL;
  /** What clients of other authors do. */
  readonly peers: URL;
}

/** Measures the rows and prints each table as it is done. @throws If something cannot be measured. */
export async function runBench(
  flags: BenchFlags,
  rows: Readonly<Record<string, Row>>,
  { terminal, places }: { readonly terminal: Terminal; readonly places: Places },
): Promise<void> {
  const { out } = terminal;
  const machine = thisMachine();
  const commit = await commitOf(places.root);
  out.print(out.colors.dim(`${machineText(machine)}; commit ${commit}; ${flags.rounds} rounds`));
  const ground = groundOf(flags, { terminal, places });
  const sections: Section[] = [];
  for (const name of flags.rows) {
    for (const section of (await rows[name]?.(ground)) ?? []) sections.push(section);
  }
  out.print(`\n${summary(sections)}`);
  if (flags.json === undefined) return;
  const result = { commit, machine, rounds: flags.rounds, sections };
  await writeFile(flags.json, `${JSON.stringify(result, undefined, 2)}\n`);
}

function groundOf(
  { rounds, peers }: BenchFlags,
  { terminal: { out }, places }: { readonly terminal: Terminal; readonly places: Places },
): Ground {
  const start: Ground["start"] = (name, order) => new Program(places.home, name, order);
  return {
    rounds,
    peers: peers ? places.peers : undefined,
    start,
    async figuresOf(name, order) {
      const program = start(name, order);
      const { figures = {} } = await program.told("done");
      await program.end();
      return figures;
    },
    async measure(plan, measure) {
      const begins = (contender: string, round: number): void =>
        out.show(`${plan.title} · round ${round + 1} of ${rounds} · ${contender}`);
      const { contenders } = plan;
      const section = sectionOf(plan, await alternate({ contenders, rounds, measure, begins }));
      out.show("");
      out.print(`\n${sectionText(section, out.colors)}`);
      return section;
    },
  };
}

function summary(sections: readonly Section[]): string {
  const targets = sections.flatMap((section) => section.targets);
  const met = targets.filter(({ isMet }) => isMet).length;
  return `${met} of ${targets.length} targets met`;
}
