import type { Clock } from "@listenkey/core";
import { virtualClock } from "@listenkey/core/testing";
import pc from "picocolors";
import { runCommand } from "../../src/campaign/command.ts";
import type { CommandContext, RunnerOptions } from "../../src/campaign/commands/command-context.ts";
import type { DayRunner } from "../../src/campaign/days/day-runner.ts";
import type { Screen } from "../../src/campaign/terminal/terminal.ts";
import type { DayPlan } from "../../src/plan/day-plan.ts";
import type { DayResult } from "../../src/run/run-day.ts";
import type { Trace } from "../../src/trace/trace.ts";
import { keptDay, runnerOf, sampleDay } from "./sample-day.ts";

/** How days are lived here: by the code with a defect, or by the code as it is. */
type Live = (plan: DayPlan, mutant: string | undefined) => DayResult | Promise<DayResult>;

/** What a command is run in. */
export interface FakeOptions {
  readonly live?: Live;
  readonly files?: Record<string, string>;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/** A context that needs neither threads nor files, and remembers what was done in it. */
function fakeContext(options: FakeOptions = {}) {
  const { live = (plan) => keptDay(plan), files = {}, clock = virtualClock() } = options;
  const { signal = new AbortController().signal } = options;
  const [out, err] = [recordingScreen(), recordingScreen()];
  const opened: RunnerOptions[] = [];
  const traces: (Trace | undefined)[] = [];
  let open = 0;
  const context: CommandContext = {
    terminal: { out, err },
    signal,
    clock,
    cores: 2,
    files: {
      async read(path) {
        const text = files[path];
        if (text === undefined) throw new Error("there is no such file");
        return text;
      },
      async write(path, text) {
        files[path] = text;
      },
      async keepPlan(name, text) {
        files[`kept/${name}`] = text;
        return `kept/${name}`;
      },
    },
    commit: async () => "0123456789ab",
    freshSeed: () => 5_000_000,
    planOf: (seed, hours) => sampleDay({ seed, lengthMs: hours * 3_600_000 }),
    async openRunner(runnerOptions) {
      opened.push(runnerOptions);
      open += 1;
      const runner = runnerOf((plan) => live(plan, runnerOptions.mutant?.id), runnerOptions.lanes);
      return heard(runner, traces, () => (open -= 1));
    },
    mutants: [
      { id: "M4", defect: "not resubscribed", invariant: "I2", changes: [] },
      { id: "M10 (ended)", defect: "a queue ends the reader", invariant: "I14", changes: [] },
    ],
    titles: new Map([
      ["I1", "nothing lost"],
      ["I2", "nothing twice"],
      ["I16", "the same day again"],
    ]),
    draws: { faults: ["cut", "torn"], dialects: ["secondSocket: evicts", "pings: missing"] },
  };
  return { context, out, err, files, opened, traces, stillOpen: () => open };
}

function heard(runner: DayRunner, traces: (Trace | undefined)[], onClose: () => void): DayRunner {
  return {
    lanes: runner.lanes,
    live(plan, trace) {
      traces.push(trace);
      trace?.({ atMs: 3_000, who: "fault", what: "cut begins" });
      trace?.({ atMs: 4_000, who: "exchange", what: "event 1 sent", isMinor: true });
      return runner.live(plan);
    },
    async close() {
      onClose();
      await runner.close();
    },
  };
}

/** A screen that remembers. */
interface RecordingScreen extends Screen {
  readonly text: () => string;
}

function recordingScreen(): RecordingScreen {
  let text = "";
  return {
    isInteractive: false,
    columns: 100,
    colors: pc.createColors(false),
    text: () => text,
    show: () => undefined,
    print(more) {
      text += `${more}\n`;
    },
  };
}

/** Runs the command. */
export async function runFake(args: string, options: FakeOptions = {}) {
  const fake = fakeContext(options);
  const words = args.match(/"[^"]*"|\S+/g) ?? [];
  const code = await runCommand(
    words.map((word) => word.replaceAll('"', "")),
    fake.context,
  );
  return { ...fake, code, text: fake.out.text(), complaint: fake.err.text() };
}
