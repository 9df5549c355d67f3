import type { Word } from "../../run/evidence.ts";
import { timeOfDay } from "../../trace/time-words.ts";
import type { JudgedPhase } from "../judge/judge-phase.ts";
import type { JudgedProcess } from "../judge/phase-evidence.ts";
import type { ChaosVerdict, ChaosViolation } from "../judge/verdict.ts";

/** How many violations of one verdict are told. */
const TOLD = 8;

/** How many of a client's last words are told. */
const WORDS = 8;

/** What is wrong, in words: the violations, then what the clients concerned have said last, and where it is written. Pure. */
export function failureText(
  verdicts: readonly ChaosVerdict[],
  phases: readonly JudgedPhase[],
): string {
  const violations = verdicts.flatMap((verdict) => verdict.violations);
  const concerned = phases.flatMap((phase) =>
    phase.processes
      .filter((one) => violations.some((violation) => concerns(violation, one, phase)))
      .map((one) => processText(one, phase)),
  );
  return [
    ...verdicts.filter((one) => one.violations.length > 0).map(verdictText),
    ...concerned,
  ].join("\n\n");
}

function verdictText({ id, title, violations }: ChaosVerdict): string {
  const lines = violations
    .slice(0, TOLD)
    .map(({ phase, who, message }) => `  ${phase}/${who}: ${message}`);
  const more = violations.length - lines.length;
  return [`${id} ${title}`.trim(), ...lines, ...(more > 0 ? [`  and ${more} more`] : [])].join(
    "\n",
  );
}

/** Validators speak of programs, machines and accounts. */
function concerns(
  { phase, who }: ChaosViolation,
  { process: { client, name } }: JudgedProcess,
  { record }: JudgedPhase,
): boolean {
  return phase === record.phase.name && [client.name, name, client.account].includes(who);
}

function processText({ process, noted }: JudgedProcess, { record }: JudgedPhase): string {
  const at = (time: number): string => timeOfDay(time - record.startedAt);
  const { session } = noted;
  const words = session?.words.slice(-WORDS).map((word) => `  ${at(word.at)} ${wordText(word)}`);
  const asleep = noted.late
    .filter(({ from, to }) => to - from > record.phase.scale * 1_000)
    .map(({ from, to }) => `  did not run from ${at(from)} to ${at(to)}`);
  const head = `${record.phase.name}/${process.name} (${process.notes})`;
  return [head, ...asleep, ...(words ?? ["  it never opened its stream"])].join("\n");
}

function wordText({ name, state, event }: Word): string {
  const fields = Object.entries(event ?? {}).map(
    ([field, value]) => `${field}=${valueText(value)}`,
  );
  return `${name} (${state}) ${fields.join(" ")}`.trimEnd();
}

/** Of an error there is its code; where it was thrown can be read in the file. */
function valueText(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  return "code" in value ? String(value.code) : JSON.stringify(value);
}
