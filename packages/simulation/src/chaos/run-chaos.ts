import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Terminal } from "../campaign/terminal/terminal.ts";
import type { Validator } from "../validators/validator.ts";
import type { ChaosFlags, PartName } from "./chaos-command.ts";
import type { PhaseRecord } from "./director/phase-record.ts";
import { runPhase, type PhaseOptions, type Programs } from "./director/run-phase.ts";
import { judgePhase } from "./judge/judge-phase.ts";
import { judgeSoak } from "./judge/judge-soak.ts";
import { isKept, together } from "./judge/verdict.ts";
import { lifetimePhase, loadPhase, soakPhase } from "./plan/phases.ts";
import { chaosReport, type ChaosResult } from "./report/chaos-report.ts";
import { failureText } from "./report/failure-text.ts";
import { runSoak, type SoakRecord } from "./soak/run-soak.ts";
import { realTime } from "./time/real-time.ts";

/** What a run is made with. */
export interface ChaosContext {
  readonly terminal: Terminal;
  readonly programs: Programs;
  readonly validators: readonly Validator[];
}

/** Runs everything, judges it, and prints the report. @returns Whether every promise was kept. */
export async function runChaos(flags: ChaosFlags, context: ChaosContext): Promise<boolean> {
  const { out } = context.terminal;
  const { seed, seconds } = flags;
  out.print(
    `seed ${seed}: npm run test:chaos -- --seed ${seed} --seconds ${seconds} does the same again`,
  );
  const folder = mkdtempSync(join(tmpdir(), "listenkey-chaos-"));
  process.once("exit", () => isTidy && rmSync(folder, { recursive: true, force: true }));
  let isTidy = !flags.keep;
  const result = judged(await lived(flags, folder, context), context.validators);
  out.print(`\n${chaosReport(result, out.colors)}`);
  const broken = result.verdicts.filter((verdict) => !isKept(verdict));
  if (broken.length === 0) {
    out.print("\nEvery promise was kept.");
    return true;
  }
  isTidy = false;
  out.print(
    `\n${failureText(broken, result.phases)}\n\nEverything that was written down is in ${folder}`,
  );
  return false;
}

/** What has been lived, and not been judged. */
interface Lived {
  readonly records: readonly PhaseRecord[];
  readonly soak: SoakRecord | undefined;
}

/** The load has the machine to itself; the others leave each other enough of it. */
async function lived(
  { seed, seconds, only }: ChaosFlags,
  folder: string,
  { terminal, programs }: ChaosContext,
): Promise<Lived> {
  const begin = realTime.monotonic();
  const optionsOf = (phase: string): PhaseOptions => ({
    seed,
    folder,
    programs,
    tell: (who, what) => {
      const at = ((realTime.monotonic() - begin) / 1_000).toFixed(1).padStart(6);
      terminal.out.print(`${at} s  ${phase}${who === "" ? "" : `/${who}`}: ${what}`);
    },
  });
  const wants = (part: PartName): boolean => only === undefined || only === part;
  const load = wants("load")
    ? await runPhase(loadPhase(seed, seconds * 1_000), optionsOf("load"))
    : undefined;
  const [lifetime, soak] = await Promise.all([
    wants("lifetime") ? runPhase(lifetimePhase(seed), optionsOf("lifetime")) : undefined,
    wants("soak") ? runSoak(soakPhase(), optionsOf("soak")) : undefined,
  ]);
  return { records: [load, lifetime].filter((record) => record !== undefined), soak };
}

function judged({ records, soak }: Lived, validators: readonly Validator[]): ChaosResult {
  const phases = records.map((record) => judgePhase(record, validators));
  const verdicts = phases.map((phase) => phase.verdicts);
  const onSoak = soak === undefined ? [] : [judgeSoak(soak)];
  return { phases, soak, verdicts: together([...verdicts, onSoak]) };
}
