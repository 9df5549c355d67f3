import type { FindingKind } from "@listenkey/simulator";
import { FAULTS } from "../faults/fault-kinds.ts";
import type { DayFault } from "../faults/fault-schedule.ts";
import { clockTime, duration } from "../../time-words.ts";
import type { DayFacts, StreamFacts } from "./day-facts.ts";
import { explainedGaps, type ExplainedGap } from "./gap-causes.ts";
import { offencesOf } from "./silences.ts";

/** What the judge finds. */
export interface Judgement {
  /** Whether every promise was kept. */
  readonly kept: boolean;
  readonly promises: readonly JudgedPromise[];
  /** Every gap of the day, and what had gone wrong. */
  readonly gaps: readonly ExplainedGap[];
}

/** A promise, and whether it was kept. */
export interface JudgedPromise {
  readonly title: string;
  /** How many times it was put to the test; never having been tested is not having been kept. */
  readonly checks: number;
  /** What broke it, in plain words. */
  readonly broken: readonly string[];
}

/** Judges the day by the exchange's own log. Pure. */
export function judge(facts: DayFacts): Judgement {
  const gaps = explainedGaps(facts);
  const { streams } = facts;
  const delivered = sumOf(streams, (audit) => audit.delivered);
  const promises: readonly JudgedPromise[] = [
    {
      title: "nothing was lost outside a gap",
      checks: sumOf(streams, (audit) => audit.produced),
      broken: foundIn(streams, "lost", "tradeMissing"),
    },
    {
      title: "nothing came twice",
      checks: delivered,
      broken: foundIn(streams, "twice", "tradeTwice", "foreign"),
    },
    {
      title: "everything came in its order",
      checks: delivered,
      broken: foundIn(streams, "outOfOrder", "seqHole", "quantityFell"),
    },
    {
      title: "every gap stood in its place, and was no wider than it had to be",
      checks: gaps.length,
      broken: foundIn(streams, "gapUnjustified", "gapTooWide", "gapMisplaced", "nothingChecked"),
    },
    noNeedlessGaps(facts, gaps),
    silencesKept(facts),
    ...(facts.isInterrupted ? [] : [streamsLive(facts), faultsStruck(facts)]),
  ];
  return { kept: promises.every(isKept), promises, gaps };
}

/** Whether a promise was put to the test, and nothing broke it. */
export function isKept({ checks, broken }: JudgedPromise): boolean {
  return checks > 0 && broken.length === 0;
}

function sumOf(
  streams: readonly StreamFacts[],
  count: (audit: NonNullable<StreamFacts["audit"]>) => number,
): number {
  return streams.reduce((sum, { audit }) => sum + (audit === undefined ? 0 : count(audit)), 0);
}

function foundIn(
  streams: readonly StreamFacts[],
  ...kinds: readonly FindingKind[]
): readonly string[] {
  return streams.flatMap(({ name, audit }) =>
    (audit?.findings ?? [])
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ message }) => `${name}: ${message}`),
  );
}

/** A fault that left a socket and what it rests on leaves no excuse. */
function noNeedlessGaps({ faults }: DayFacts, gaps: readonly ExplainedGap[]): JudgedPromise {
  return {
    title: "no fault that left a socket made a gap",
    checks: faults.filter(({ kind, struck }) => struck > 0 && !FAULTS[kind].mayGap).length,
    broken: gaps.filter(({ fault }) => fault === undefined).map(needless),
  };
}

function needless({ product, from, widthMs, cause, lastFault }: ExplainedGap): string {
  const gap = `${product}: a gap of ${duration(widthMs)} at ${clockTime(from)} (${cause})`;
  if (lastFault?.beganAt === undefined) return `${gap}, although nothing had gone wrong`;
  return `${gap}, although all that had gone wrong was that ${toldWithTime(lastFault, lastFault.beganAt)}`;
}

function toldWithTime({ kind }: DayFault, at: number): string {
  return `${FAULTS[kind].told} at ${clockTime(at)}`;
}

function silencesKept(facts: DayFacts): JudgedPromise {
  return {
    title: "no request was sent while the exchange wanted none",
    checks: facts.requests.length,
    broken: offencesOf(facts).map(
      ({ client, at, until }) =>
        `${client}: a request was sent at ${clockTime(at)}, although the exchange wanted none before ${clockTime(until)}`,
    ),
  };
}

function streamsLive({ streams }: DayFacts): JudgedPromise {
  return {
    title: "every stream was live in the end",
    checks: streams.length,
    broken: streams
      .filter(({ state }) => state !== "live")
      .map(({ name, state }) => `${name}: its stream is ${state}`),
  };
}

/** A day without its faults would prove nothing. */
function faultsStruck({ faults }: DayFacts): JudgedPromise {
  return {
    title: "every fault of the day has struck",
    checks: faults.length,
    broken: faults
      .filter(({ struck, times }) => struck < times)
      .map(
        ({ kind, product = "everybody", struck, times }) =>
          `${product}: “${FAULTS[kind].told}” was to strike ${times} ×, and struck ${struck} ×`,
      ),
  };
}
