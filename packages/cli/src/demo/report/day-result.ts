import type { PlannedFault } from "../day.ts";
import type { DayFacts, JudgedProduct } from "../judge/day-facts.ts";
import { judge, type Judgement } from "../judge/judge.ts";
import type { DemoProduct } from "../line-up.ts";
import type { Stage } from "../stage.ts";
import { tallyOf, type AccountTally } from "./tally.ts";

/** How the day went. */
export interface DayResult {
  readonly seed: number;
  /** Whether it was ended before its time. */
  readonly isInterrupted: boolean;
  readonly startsAt: number;
  readonly endedAt: number;
  /** How long it took in real time, in milliseconds. */
  readonly realMs: number;
  /** How much simulated time passed while something was on the wire for too long, in milliseconds. */
  readonly slowMs: number;
  readonly plan: readonly PlannedFault[];
  readonly products: readonly ProductResult[];
  /** What the judge was given, the exchange's log among it. */
  readonly facts: DayFacts;
  readonly judgement: Judgement;
}

/** How the day went for one product: by the exchange's log, and by the client's own count. */
interface ProductResult extends AccountTally {
  readonly name: string;
  /** How many requests failed before one succeeded again. */
  readonly failuresSurvived: number;
  readonly eventsReceived: number;
  readonly requests: number;
}

/** For how long a 429 asks for silence where it does not say, in milliseconds. */
const UNTOLD_SILENCE_MS = 120_000;

/** What can be said of the day from the outside. */
export type DayCircumstances = Pick<
  DayResult,
  "seed" | "plan" | "isInterrupted" | "startsAt" | "realMs"
>;

/** Counts and judges the day as it stands. */
export function dayResult(
  { clock, exchange, products }: Stage,
  circumstances: DayCircumstances,
): DayResult {
  const { records, truncated } = exchange.log;
  if (truncated) throw new Error("The exchange's log is not whole, so the day cannot be judged");
  const until = clock.now();
  const { plan, isInterrupted } = circumstances;
  const facts: DayFacts = {
    records,
    until,
    slow: clock.slow,
    products: products.map(({ member }) => judgedProduct(member, plan)),
    expected: isInterrupted ? [] : plan,
  };
  return {
    ...circumstances,
    facts,
    endedAt: until,
    slowMs: clock.slow.reduce((sum, span) => sum + span.until - span.from, 0),
    products: products.map(({ name, failuresSurvived, eventsReceived, requests }) => ({
      name,
      ...tallyOf(records, { account: name, until }),
      failuresSurvived,
      eventsReceived,
      requests,
    })),
    judgement: judge(facts),
  };
}

function judgedProduct(member: DemoProduct, plan: readonly PlannedFault[]): JudgedProduct {
  const limit = plan.find(
    (fault) => fault.kind === "tooManyRequests" && fault.product === member.name,
  );
  const toldS = limit?.kind === "tooManyRequests" ? limit.retryAfterS : undefined;
  return {
    name: member.name,
    pool: member.pool,
    quietMs: toldS === undefined ? UNTOLD_SILENCE_MS : toldS * 1_000,
  };
}
