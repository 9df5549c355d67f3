import { expect, test } from "vitest";
import { DAY, HandMadeDay, kindsOf } from "./audit.fixture.ts";

/** Both sockets are cut at 1,000, and one is back at 2,000. */
function cutDay(): HandMadeDay {
  return new HandMadeDay().passes(500).closes(1, 1_000).closes(2, 1_000).socket(3, 2_000);
}

test("what lies in a gap is not lost, and a gap between the last socket and the next is justified", () => {
  const day = cutDay();
  day.produces(1_500);
  const audit = day.gap(900, 2_100).passes(2_500).audit();
  expect(audit).toMatchObject({ inGaps: 1, lost: 0, findings: [] });
  expect(audit.gaps).toEqual([
    {
      seq: 2,
      cause: "connection",
      from: 900,
      to: 2_100,
      widthMs: 1_200,
      excessMs: 200,
      isJustified: true,
    },
  ]);
});

test("a gap without an outage is not justified", () => {
  const day = new HandMadeDay().passes(500).closes(1, 1_000).socket(3, 2_000).gap(900, 2_100);
  expect(kindsOf(day.audit())).toEqual(["gapUnjustified"]);
});

test("a gap beside its outage is not justified", () => {
  expect(kindsOf(cutDay().gap(2_000, 2_100).audit())).toEqual(["gapUnjustified"]);
});

test("a gap may be as much wider than its outage as its cause allows", () => {
  const day = (more: object): HandMadeDay => {
    const late = new HandMadeDay().closes(1, 100_000).closes(2, 100_000).socket(3, 101_000);
    return late.passes(102_000).gap(60_000, 101_000, more);
  };
  expect(kindsOf(day({}).audit())).toContain("gapTooWide");
  expect(kindsOf(day({ cause: "credential" }).audit())).not.toContain("gapTooWide");
  expect(kindsOf(day({}).audit({ bounds: { connection: 40_000 } }))).not.toContain("gapTooWide");
});

test("gaps that nobody can decide, and those of a slow program, need no outage", () => {
  const day = new HandMadeDay().passes(1).gap(2, 3, { cause: "undecided" });
  expect(day.gap(3, 4, { cause: "backlog" }).passes(5).audit().findings).toEqual([]);
});

test("a gap that stands behind what came after it, or before what came before it, is misplaced", () => {
  expect(kindsOf(cutDay().passes(2_500).gap(900, 2_100).audit())).toEqual(["gapMisplaced"]);
  const day = cutDay();
  const early = day.produces(600);
  expect(kindsOf(day.gap(900, 2_100).given(early).audit())).toEqual(["gapMisplaced"]);
  const late = cutDay();
  const told = late.produces(600);
  expect(late.gap(900, 2_100).given(told, { late: true }).audit().findings).toEqual([]);
});

test.each<[string, (day: HandMadeDay) => HandMadeDay]>([
  ["half-open sockets", (day) => day.freezes(1, 1_000).freezes(2, 1_000).socket(3, 2_000)],
  ["a dead key", (day) => day.keyEnds(1, 1_000).key(2, 1_500).socket(3, 2_000, { key: 2 })],
  ["a key that the exchange never made", (day) => cut(day).socket(3, 1_100, { key: 0 })],
  ["another product's path", (day) => cut(day).socket(3, 1_100, { path: "/pm-classic/ws" })],
  ["another client", (day) => cut(day).socket(3, 1_100, { client: "other" })],
])("%s cover nothing", (_, trouble) => {
  const day = trouble(new HandMadeDay().passes(500)).gap(1_000, 2_000);
  expect(day.audit({ clients: ["bot"] }).findings).toEqual([]);
});

function cut(day: HandMadeDay): HandMadeDay {
  return day.closes(1, 1_000).closes(2, 1_000);
}

test("where only the oldest socket on a key is told anything, a younger one covers nothing beside it", () => {
  const day = new HandMadeDay().passes(500).freezes(1, 1_000).closes(1, 2_000).gap(1_000, 2_000);
  expect(kindsOf(day.audit())).toEqual(["gapUnjustified"]);
  expect(day.audit({ dialect: { secondSocket: "nothing" } }).findings).toEqual([]);
});

test("a socket that opens in the moment in which the last one ends may have missed something between them", () => {
  const day = new HandMadeDay().passes(500).closes(1, 900).closes(2, 1_000).socket(3, 1_000);
  expect(day.gap(900, 1_100).audit().findings).toEqual([]);
  const overlapping = new HandMadeDay().passes(500).closes(1, 900).socket(3, 999).closes(2, 1_000);
  expect(kindsOf(overlapping.gap(900, 1_100).audit())).toEqual(["gapUnjustified"]);
});

test("an outage that is not over when the stream is closed needs no gap up to then", () => {
  const day = new HandMadeDay().passes(500).closes(1, 1_000).closes(2, 1_000);
  day.produces(3_000);
  expect(day.audit({ ...DAY, closedAt: 1_000 }).findings).toEqual([]);
});

test("a subscription covers the time until it ends", () => {
  const day = new HandMadeDay();
  const path = "/ws-api/v3";
  day.socket(7, 0, { key: 0, path }).subscribes(7, 10).unsubscribes(7, 1_000);
  day.given(day.produces(500, `{"e":"X","E":500}`, "spot"));
  day.socket(8, 1_500, { key: 0, path }).subscribes(8, 2_000);
  const audit = day.gap(1_000, 2_000).audit({ product: "spot", liveAt: 10 });
  expect(audit).toMatchObject({ findings: [], gaps: [{ excessMs: 0 }] });
  const wrong = day.audit({ product: "margin-cross", liveAt: 10 });
  expect(wrong.gaps).toMatchObject([{ isJustified: true }]);
});
