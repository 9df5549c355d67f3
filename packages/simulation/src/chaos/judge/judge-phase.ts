import type { Validator } from "../../validators/validator.ts";
import type { PhaseRecord } from "../director/phase-record.ts";
import { judgeProcesses } from "./judge-processes.ts";
import { phaseEvidence, type JudgedProcess } from "./phase-evidence.ts";
import type { ChaosVerdict } from "./verdict.ts";

/** What came of a phase. */
export interface JudgedPhase {
  readonly record: PhaseRecord;
  readonly processes: readonly JudgedProcess[];
  readonly verdicts: readonly ChaosVerdict[];
}

/** Judges a phase by what its processes have written down. */
export function judgePhase(record: PhaseRecord, validators: readonly Validator[]): JudgedPhase {
  const { evidence, processes } = phaseEvidence(record);
  const phase = record.phase.name;
  const verdicts = validators.map((validator) => {
    const { checks, violations } = validator.judge(evidence);
    const told = violations.map((violation) => ({ phase, ...violation }));
    return { id: validator.id, title: validator.title, checks, violations: told };
  });
  return {
    record,
    processes,
    verdicts: [...verdicts, ...judgeProcesses(record, evidence.records)],
  };
}
