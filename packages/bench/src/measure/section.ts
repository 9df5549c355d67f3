import { median } from "./statistics.ts";

/** What one contender came to in one round, by the name of the figure. */
export type Figures = Readonly<Record<string, number>>;

/** What a figure is counted in: `µs`, `ms`, `B` (bytes), `/s`, `%`, or nothing but a number. */
export type Unit = "µs" | "ms" | "B" | "/s" | "%" | "";

/** Something that contenders are compared by. */
export interface FigureKind {
  /** Its name in {@link Figures}. */
  readonly name: string;
  /** The head of its column. */
  readonly head: string;
  readonly unit: Unit;
}

/** Someone who does the work, and how. */
export interface Contender<Way = unknown> {
  readonly name: string;
  readonly way: Way;
  /** Who does the same by hand; absent where nobody does, and for those by hand themselves. */
  readonly floor?: string;
}

/** What a figure should be at least, or at most: as a multiple of a floor's, or by itself. */
export interface Target {
  readonly contender: string;
  readonly figure: string;
  /** Whose figure it is a multiple of; absent for a figure by itself. */
  readonly of?: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** One table of the bench: everyone who does one kind of work. */
export interface SectionPlan<Way = unknown> {
  readonly title: string;
  readonly figures: readonly FigureKind[];
  readonly contenders: readonly Contender<Way>[];
  readonly targets: readonly Target[];
}

/** A figure over all rounds. */
interface Result {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** The median of what it was, round by round, as a multiple of the floor's; absent without a floor. */
  readonly ratio?: number;
}

/** What a contender came to. */
export interface Standing {
  readonly name: string;
  readonly floor?: string;
  readonly results: Readonly<Record<string, Result>>;
}

/** A target, and what there was instead. */
export interface TargetVerdict extends Target {
  readonly was: number;
  readonly isMet: boolean;
}

/** One table, filled. */
export interface Section {
  readonly title: string;
  readonly figures: readonly FigureKind[];
  readonly standings: readonly Standing[];
  readonly targets: readonly TargetVerdict[];
}

/** All rounds of one section, by the name of the contender. Every contender has as many. */
export type Rounds = ReadonlyMap<string, readonly Figures[]>;

/** What the rounds of a section come to. Pure. */
export function sectionOf(plan: SectionPlan, rounds: Rounds): Section {
  const { title, figures, contenders, targets } = plan;
  return {
    title,
    figures,
    standings: contenders.map(({ name, floor }) => ({
      name,
      ...(floor !== undefined && { floor }),
      results: Object.fromEntries(
        figures
          .filter((figure) => valuesOf(rounds, name, figure.name).length > 0)
          .map((figure) => [figure.name, resultOf(rounds, { name, floor, figure: figure.name })]),
      ),
    })),
    targets: targets.map((target) => verdictOn(target, rounds)),
  };
}

function resultOf(
  rounds: Rounds,
  { name, floor, figure }: { name: string; floor: string | undefined; figure: string },
): Result {
  const values = valuesOf(rounds, name, figure);
  const ratio = floor === undefined ? NaN : ratioOf(rounds, { name, floor, figure });
  return {
    median: median(values),
    least: Math.min(...values),
    most: Math.max(...values),
    ...(!Number.isNaN(ratio) && { ratio }),
  };
}

/** Round by round, because a noisy machine is noisy to both in the same minute. */
function ratioOf(
  rounds: Rounds,
  { name, floor, figure }: { name: string; floor: string; figure: string },
): number {
  const floors = valuesOf(rounds, floor, figure);
  return median(
    valuesOf(rounds, name, figure).map((value, round) => value / (floors[round] ?? NaN)),
  );
}

function valuesOf(rounds: Rounds, name: string, figure: string): readonly number[] {
  return (rounds.get(name) ?? []).flatMap((figures) => figures[figure] ?? []);
}

function verdictOn(target: Target, rounds: Rounds): TargetVerdict {
  const { contender, figure, of: floor, atLeast = -Infinity, atMost = Infinity } = target;
  const was =
    floor === undefined
      ? median(valuesOf(rounds, contender, figure))
      : ratioOf(rounds, { name: contender, floor, figure });
  return { ...target, was, isMet: was >= atLeast && was <= atMost };
}
