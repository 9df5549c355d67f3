import fc from "fast-check";
import type { ModelFeed, Produced, Scenario } from "./model-exchange.fixture.ts";

/** When the part of a scenario begins that differs from case to case. */
const MAIN_AT = 20_000;

const TYPES = ["ORDER", "ACCOUNT", "MARGIN"];

interface FeedDraw {
  readonly joins: number;
  readonly begins: number;
  readonly lives: number;
  readonly leaves: number | undefined;
  readonly lag: number;
  readonly typeLags: readonly number[];
  readonly jitter: number;
}

const feedDraw: fc.Arbitrary<FeedDraw> = fc.record({
  joins: fc.nat({ max: 600 }),
  begins: fc.nat({ max: 60 }),
  lives: fc.nat({ max: 60 }),
  leaves: fc.option(fc.nat({ max: 900 }), { nil: undefined, freq: 2 }),
  lag: fc.constantFrom(0, 1, 5, 20, 60, 250),
  typeLags: fc.tuple(fc.nat({ max: 3 }), fc.constantFrom(0, 5, 40), fc.constantFrom(0, 2, 90)),
  jitter: fc.constantFrom(0, 3, 25),
});

const eventDraw = fc.record({
  after: fc.constantFrom(0, 1, 5, 10, 30, 80),
  type: fc.nat({ max: 2 }),
  content: fc.nat({ max: 2 }),
});

interface Draw {
  readonly ordered: boolean;
  readonly events: readonly {
    readonly after: number;
    readonly type: number;
    readonly content: number;
  }[];
  readonly feeds: readonly FeedDraw[];
  readonly types: number;
  readonly contents: number;
  readonly missing: { readonly feed: number; readonly index: number } | undefined;
  readonly hasPrologue: boolean;
  readonly differ: boolean;
  readonly wakesLateMs: number;
  readonly replacesAfterMs: number;
}

const draw: fc.Arbitrary<Draw> = fc.record({
  ordered: fc.boolean(),
  events: fc.array(eventDraw, { minLength: 3, maxLength: 14 }),
  feeds: fc.array(feedDraw, { minLength: 2, maxLength: 3 }),
  types: fc.integer({ min: 1, max: 3 }),
  contents: fc.integer({ min: 1, max: 3 }),
  missing: fc.option(fc.record({ feed: fc.nat({ max: 2 }), index: fc.nat({ max: 13 }) }), {
    nil: undefined,
    freq: 2,
  }),
  hasPrologue: fc.boolean(),
  differ: fc.boolean(),
  wakesLateMs: fc.constantFrom(0, 0, 4),
  replacesAfterMs: fc.constantFrom(0, 150, 3_000),
});

/** Scenarios in which no content comes twice. */
export const distinctScenarios: fc.Arbitrary<Scenario> = draw.map((drawn) => {
  const events = eventsOf(drawn, (_, index) => `d${index}`);
  return scenarioOf(drawn, drawn.hasPrologue ? [...distinctPrologue(), ...events] : events);
});

/**
 * Scenarios in which contents come again and again, and are known to: both feeds have brought the same content twice
 * before.
 */
export const repeatingScenarios: fc.Arbitrary<Scenario> = draw.map((drawn) => {
  const events = eventsOf(drawn, ({ content }) => "XYZ".charAt(content % drawn.contents));
  // Of a feed that begins, nobody can tell by repeating contents whether it lacks one.
  const missing = drawn.feeds.length > 2 ? undefined : drawn.missing;
  return scenarioOf({ ...drawn, missing, hasPrologue: true }, [...repeatingPrologue(), ...events]);
});

/** Scenarios in which contents repeat from the very beginning; nothing is lost, and nobody leaves. */
export const unexpectedScenarios: fc.Arbitrary<Scenario> = draw.map((drawn) => {
  const events = eventsOf(drawn, ({ content }) => "XYZ".charAt(content % drawn.contents));
  const feeds = drawn.feeds.map((feed) => ({ ...feed, leaves: undefined }));
  return scenarioOf({ ...drawn, feeds, missing: undefined, hasPrologue: false }, events);
});

function eventsOf(
  { events, types }: Draw,
  contentOf: (event: { content: number }, index: number) => string,
): Produced[] {
  let at = MAIN_AT;
  return events.map((event, index) => {
    at += event.after;
    return { at, type: TYPES[event.type % types] ?? "ORDER", content: contentOf(event, index) };
  });
}

function distinctPrologue(): Produced[] {
  return TYPES.map((type, index) => ({ at: 100 + index, type, content: `p${index}` }));
}

function repeatingPrologue(): Produced[] {
  return TYPES.flatMap((type, index) =>
    ["X", "X", "Y"].map((content, step) => ({ at: 100 + index + 10 * step, type, content })),
  );
}

function scenarioOf(drawn: Draw, events: readonly Produced[]): Scenario {
  const { ordered, wakesLateMs, replacesAfterMs, missing, hasPrologue } = drawn;
  const first = events.findIndex(({ at }) => at >= MAIN_AT);
  const feeds = drawn.feeds.map((feed, id): ModelFeed => {
    // With a prologue, the first two feeds have been there for long.
    const joinsAt = hasPrologue && id < 2 ? 50 * id : MAIN_AT - 100 + feed.joins;
    // What another feed brought before this one joined cannot come on it.
    const beginsAt = joinsAt + (1 + feed.begins) / 2;
    const misses =
      missing?.feed === id ? first + (missing.index % (events.length - first)) : undefined;
    return {
      joinsAt,
      beginsAt,
      livesAt: beginsAt + feed.lives / 2,
      leavesAt: feed.leaves === undefined ? Infinity : MAIN_AT - 100 + feed.leaves,
      lags: events.map(({ type }, index) => lagOf(feed, { index, type, ordered })),
      misses,
      sendTime: drawn.differ ? id * 2 : 0,
    };
  });
  return { ordered, events, feeds, wakesLateMs, replacesAfterMs };
}

function lagOf(
  feed: FeedDraw,
  { index, type, ordered }: { index: number; type: string; ordered: boolean },
): number {
  const jitter = ordered ? feed.jitter : Math.min(feed.jitter, 20);
  return (
    feed.lag +
    (feed.typeLags[TYPES.indexOf(type)] ?? 0) +
    (jitter * ((index * 7 + feed.lag) % 5)) / 5
  );
}
