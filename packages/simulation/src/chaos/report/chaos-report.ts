import { grouped, plainTable } from "../../campaign/report/plain-table.ts";
import type { Colors } from "../../campaign/terminal/terminal.ts";
import { spanOf } from "../../trace/time-words.ts";
import type { JudgedPhase } from "../judge/judge-phase.ts";
import { isKept, type ChaosVerdict } from "../judge/verdict.ts";
import type { DeedKind } from "../plan/chaos-plan.ts";
import { heapTrend } from "../soak/heap-trend.ts";
import type { SoakRecord } from "../soak/run-soak.ts";

/** What a run has come to. */
export interface ChaosResult {
  readonly phases: readonly JudgedPhase[];
  /** Absent if nobody asked for it. */
  readonly soak: SoakRecord | undefined;
  readonly verdicts: readonly ChaosVerdict[];
}

/** The report of a run: what was done, what the clients were given, and what each validator came to. Pure. */
export function chaosReport(result: ChaosResult, colors: Colors): string {
  const parts = [
    result.phases.length > 0 && deedTable(result.phases),
    result.phases.length > 0 && clientTable(result.phases),
    result.soak && soakLine(result.soak),
    verdictLines(result.verdicts, colors),
  ];
  return parts.filter((part) => typeof part === "string").join("\n\n");
}

function deedTable(phases: readonly JudgedPhase[]): string {
  return plainTable({
    head: [
      "phase",
      "clocks",
      "real",
      "simulated",
      "events/s each",
      "SIGKILL",
      "SIGSTOP",
      "dropped",
      "ports closed",
    ],
    aligns: ["left", ...Array.from({ length: 8 }, () => "right" as const)],
    rows: phases.map(({ record: { phase, deeds, load, startedAt, endedAt } }) => {
      const count = (kind: DeedKind): number =>
        deeds.filter(({ deed }) => deed.kind === kind).length;
      return [
        phase.name,
        `×${phase.scale}`,
        spanOf(phase.lengthMs),
        spanOf(endedAt - startedAt),
        Math.min(...load.map(({ perSecond }) => perSecond)),
        count("kill"),
        count("stop"),
        count("cutOff"),
        count("unplug"),
      ];
    }),
  });
}

function clientTable(phases: readonly JudgedPhase[]): string {
  return plainTable({
    head: ["phase", "client", "stream", "processes", "delivered", "late", "gaps", "not running"],
    aligns: ["left", "left", "left", ...Array.from({ length: 5 }, () => "right" as const)],
    rows: phases.flatMap(clientRows),
  });
}

function clientRows({ record, processes }: JudgedPhase): readonly (readonly (string | number)[])[] {
  const { phase } = record;
  return phase.clients.map(({ name, account }) => {
    const own = processes.filter(({ process }) => process.client.name === name);
    const items = own.flatMap(({ noted }) => noted.session?.items ?? []);
    const gaps = items.filter(({ type }) => type === "gap").length;
    const late = items.filter((item) => "late" in item && item.late === true).length;
    const way = phase.accounts.find(({ id }) => id === account)?.way ?? "";
    const asleep = own
      .flatMap(({ noted }) => noted.late)
      .reduce((total, { from, to }) => total + to - from, 0);
    const rested = spanOf(asleep / phase.scale);
    return [phase.name, name, way, own.length, items.length - gaps, late, gaps, rested];
  });
}

function soakLine({ samples, last }: SoakRecord): string {
  const { medianBytes, growth } = heapTrend(samples);
  const { events = 0, rotations = 0, reconnects = 0, gaps = 0 } = last ?? {};
  const size = (medianBytes / 2 ** 20).toFixed(1);
  return (
    `soak: ${grouped(events)} events, ${rotations} rotations, ${reconnects} reconnects, ${gaps} gaps; ` +
    `heap ${size} MiB after warm-up, growing by ${(100 * growth).toFixed(1)} %`
  );
}

function verdictLines(verdicts: readonly ChaosVerdict[], colors: Colors): string {
  const width = Math.max(...verdicts.map(({ title }) => title.length));
  const digits = Math.max(...verdicts.map(({ checks }) => grouped(checks).length));
  return verdicts
    .map((verdict) => {
      const { id, title, checks, violations } = verdict;
      const mark = isKept(verdict)
        ? checks > 0
          ? colors.green("✓")
          : colors.dim("·")
        : colors.red("✗");
      const trouble =
        checks === 0 ? "never put to the test" : `${grouped(violations.length)} violations`;
      const told = `${grouped(checks).padStart(digits)} checks  ${trouble}`;
      return `${mark} ${id.padEnd(3)} ${title.padEnd(width)}  ${told}`;
    })
    .join("\n");
}
