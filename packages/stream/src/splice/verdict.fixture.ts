import type { Delivered, Interval, Outcome, Scenario } from "./model-exchange.fixture.ts";

/** How often each check was made. Zero is a failure: it would prove nothing. */
type Tally = Record<Check, number>;

export type Check =
  | "once"
  | "notLost"
  | "prompt"
  | "late"
  | "inOrder"
  | "leadersOrder"
  | "reported"
  | "notAccused"
  | "undecided"
  | "masked";

export function newTally(): Tally {
  return {
    once: 0,
    notLost: 0,
    prompt: 0,
    late: 0,
    inOrder: 0,
    leadersOrder: 0,
    reported: 0,
    notAccused: 0,
    undecided: 0,
    masked: 0,
  };
}

/** What happened, and what should have. */
interface Case {
  readonly scenario: Scenario;
  readonly outcome: Outcome;
  readonly tally: Tally;
}

/** What holds whatever the contents are. */
export function judgeAlways(the: Case): void {
  nothingTwice(the);
  nothingLost(the);
  nobodyAccused(the);
}

/** What holds where no content repeats, so that every delivered event is known by its content. */
export function judgeDistinct(the: Case): void {
  judgeAlways(the);
  ensure(the.outcome.undecided.length === 0, "a doubt where every text is distinct");
  leadersOrder(the);
  lossesReported(the);
  promptly(the);
  if (the.scenario.ordered) lateIsTrue(the);
}

/** What holds where contents repeat: the order of contents. */
export function judgeRepeating(the: Case): void {
  judgeAlways(the);
  the.tally.undecided += the.outcome.undecided.length > 0 ? 1 : 0;
  if (the.scenario.ordered) contentsInOrder(the);
}

/** An event that must be delivered: a live feed brought it, outside of everything that was announced. */
function isRequired({ scenario, outcome }: Case, index: number): boolean {
  const produced = scenario.events[index];
  const firstLive = Math.min(
    ...scenario.feeds.filter(isEverLive(outcome)).map(({ livesAt }) => livesAt),
  );
  if (produced === undefined || produced.at < firstLive) return false;
  const isInside = ({ from, to }: Interval): boolean => from <= produced.at && produced.at <= to;
  if ([...outcome.gaps, ...outcome.undecided].some(isInside)) return false;
  return bringers({ scenario, outcome }, index).length > 0;
}

function isEverLive(outcome: Outcome): (feed: { livesAt: number }, id: number) => boolean {
  return ({ livesAt }, id) => livesAt < (outcome.left[id] ?? 0);
}

/** When live feeds brought an event, and which did. */
function bringers(
  { scenario, outcome }: Pick<Case, "scenario" | "outcome">,
  index: number,
): { readonly feed: number; readonly at: number }[] {
  return scenario.feeds.flatMap((feed, id) => {
    const at = outcome.arrivals[id]?.get(index) ?? Infinity;
    const left = outcome.left[id] ?? Infinity;
    const usableAt = Math.max(at, feed.livesAt);
    return at < left && usableAt < left ? [{ feed: id, at: usableAt }] : [];
  });
}

const keyOf = (type: string, content: string): string => `${type}|${content}`;

function counted(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function contentsOf({ outcome }: Case): Map<string, number> {
  return counted(
    outcome.delivered.map(({ frame }) => frame.text.slice(frame.text.indexOf("|") + 1)),
  );
}

function nothingTwice(the: Case): void {
  const produced = counted(the.scenario.events.map(({ type, content }) => keyOf(type, content)));
  for (const [key, count] of contentsOf(the)) {
    the.tally.once += 1;
    ensure(count <= (produced.get(key) ?? 0), `${key} more often than produced`);
  }
}

/**
 * An event that a feed silently lost may stand for another one of the same content, if the feed that had both is gone:
 * nobody can see the difference.
 */
function nothingLost(the: Case): void {
  const { events, feeds } = the.scenario;
  const delivered = contentsOf(the);
  const required = counted(
    events.flatMap(({ type, content }, index) =>
      isRequired(the, index) ? [keyOf(type, content)] : [],
    ),
  );
  const missed = counted(
    feeds.flatMap(({ misses = -1 }) => {
      const event = events[misses];
      const isUnique =
        event &&
        events.filter(
          (other) => keyOf(other.type, other.content) === keyOf(event.type, event.content),
        ).length < 2;
      return event && !isUnique ? [keyOf(event.type, event.content)] : [];
    }),
  );
  for (const [key, count] of required) {
    the.tally.notLost += 1;
    const lost = count - (delivered.get(key) ?? 0);
    if (lost > 0 && lost <= (missed.get(key) ?? 0)) the.tally.masked += 1;
    else ensure(lost <= 0, `${key} lost`);
  }
}

function nobodyAccused({ scenario, outcome, tally }: Case): void {
  for (const { feed, type } of outcome.reports) {
    tally.notAccused += 1;
    const missed = scenario.events[scenario.feeds[feed]?.misses ?? -1];
    ensure(missed?.type === type, `feed ${feed} is said to lack ${type}`);
  }
}

/** A feed that lacks what was delivered long after it was live is reported within the lag, if it is there so long. */
function lossesReported({ scenario, outcome, tally }: Case): void {
  for (const { index, frame, at } of outcome.delivered) {
    for (const [id, { misses, livesAt }] of scenario.feeds.entries()) {
      const left = outcome.left[id] ?? Infinity;
      if (misses !== index || frame.at <= livesAt + 5_000) continue;
      if (left <= at + 5_001 + scenario.wakesLateMs) continue;
      tally.reported += 1;
      ensure(
        outcome.reports.some(({ feed }) => feed === id),
        `nobody says that feed ${id} lacks event ${index}`,
      );
    }
  }
}

function lateIsTrue({ scenario, outcome, tally }: Case): void {
  const last = new Map<string, number>();
  for (const { index, frame, late, feed } of outcome.delivered) {
    const isLate = index < (last.get(frame.type) ?? -1);
    last.set(frame.type, Math.max(index, last.get(frame.type) ?? -1));
    tally.inOrder += 1;
    if (isLate) tally.late += 1;
    // A feed that has lost an event, or is new, cannot know that what it brings is not before what it lacks.
    const { misses, livesAt = 0 } = scenario.feeds[feed] ?? {};
    const cannotKnow = misses !== undefined || frame.at <= livesAt + 5_000;
    ensure(late === isLate || (late && cannotKnow), `event ${index}: late is ${late}`);
  }
}

/** Each feed's events are delivered in the order in which it brought them, across types. */
function leadersOrder({ outcome, tally }: Case): void {
  const last = new Map<number, Delivered>();
  for (const each of outcome.delivered) {
    tally.leadersOrder += 1;
    ensure(each.frame.at >= (last.get(each.feed)?.frame.at ?? 0), "not in the feed's order");
    last.set(each.feed, each);
  }
}

/** No event waits longer than the hold time on the feed that has it first. */
function promptly(the: Case): void {
  for (const { index, at } of the.outcome.delivered) {
    const first = bringers(the, index)[0];
    if (first === undefined) continue;
    const earliest = Math.min(...bringers(the, index).map((each) => each.at));
    the.tally.prompt += 1;
    const latest = earliest + 30 + the.scenario.wakesLateMs;
    ensure(at <= latest, `event ${index} delivered at ${at}, ready at ${earliest}`);
  }
}

function contentsInOrder({ scenario, outcome, tally }: Case): void {
  for (const type of new Set(scenario.events.map((event) => event.type))) {
    const produced = scenario.events
      .filter((event) => event.type === type)
      .map((event) => event.content);
    let from = 0;
    for (const { frame, late } of outcome.delivered) {
      if (frame.type !== type || late) continue;
      const content = frame.text.slice(frame.text.lastIndexOf("|") + 1);
      const index = produced.indexOf(content, from);
      tally.inOrder += 1;
      ensure(index >= 0, `${type} ${content} out of order`);
      from = index + 1;
    }
  }
}

/** An assertion as cheap as there are many. */
function ensure(holds: boolean, message: string): void {
  if (!holds) throw new Error(message);
}
