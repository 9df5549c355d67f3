import type { FindingKind } from "@listenkey/simulator";
import { expect, test } from "vitest";
import type { DayFacts } from "./day-facts.ts";
import { audit, fault, facts, finding, gap, minute, request, stream } from "./judge.fixture.ts";
import { isKept, judge } from "./judge.ts";

/** The promises that were not kept, and what broke them. */
function broken(day: DayFacts): Readonly<Record<string, readonly string[]>> {
  const { promises, kept } = judge(day);
  const lost = promises.filter((promise) => !isKept(promise));
  expect(kept).toBe(lost.length === 0);
  return Object.fromEntries(lost.map((promise) => [promise.title, promise.broken]));
}

test("a day on which everything came has kept its promises, each of which was put to the test", () => {
  expect(broken(facts())).toEqual({});
  expect(judge(facts()).promises.map(({ checks }) => checks)).toEqual([
    100, 100, 100, 1, 1, 1, 1, 2,
  ]);
});

test.each<{ kind: FindingKind; title: string }>([
  { kind: "lost", title: "nothing was lost outside a gap" },
  { kind: "tradeMissing", title: "nothing was lost outside a gap" },
  { kind: "twice", title: "nothing came twice" },
  { kind: "tradeTwice", title: "nothing came twice" },
  { kind: "foreign", title: "nothing came twice" },
  { kind: "outOfOrder", title: "everything came in its order" },
  { kind: "seqHole", title: "everything came in its order" },
  { kind: "quantityFell", title: "everything came in its order" },
  {
    kind: "gapUnjustified",
    title: "every gap stood in its place, and was no wider than it had to be",
  },
  { kind: "gapTooWide", title: "every gap stood in its place, and was no wider than it had to be" },
  {
    kind: "gapMisplaced",
    title: "every gap stood in its place, and was no wider than it had to be",
  },
  {
    kind: "nothingChecked",
    title: "every gap stood in its place, and was no wider than it had to be",
  },
])("a finding of the kind $kind breaks a promise", ({ kind, title }) => {
  const streams = [stream("umfutures", { audit: audit({ findings: [finding(kind)] }) })];
  expect(broken(facts({ streams }))).toEqual({ [title]: ["umfutures: something"] });
});

test("a gap that a cut socket alone made is one too many, and it is told what had gone wrong", () => {
  const streams = [stream("umfutures", { audit: audit({ gaps: [gap(10, 35), gap(60, 61)] }) })];
  expect(broken(facts({ streams }))).toEqual({
    "no fault that left a socket made a gap": [
      "umfutures: a gap of 1m at 01:00:00 (connection), although all that had gone wrong was that one socket was cut at 01:00:00",
    ],
  });
});

test("a gap for no reason at all is one too many", () => {
  const streams = [stream("umfutures", { audit: audit({ gaps: [gap(2, 3), gap(10, 35)] }) })];
  expect(broken(facts({ streams }))).toEqual({
    "no fault that left a socket made a gap": [
      "umfutures: a gap of 1m at 00:02:00 (connection), although nothing had gone wrong",
    ],
  });
});

test("what happens to one stream is no reason for a gap in another", () => {
  const faults = [fault("bothCut", 10, { product: "spot" }), fault("cut", 5)];
  expect(Object.keys(broken(facts({ faults })))).toEqual([
    "no fault that left a socket made a gap",
  ]);
});

test("a fault that did not strike as often as planned has proved nothing", () => {
  const faults = [
    fault("outage", 10),
    fault("cut", 60),
    fault("rejected", 70, { product: "umfutures", times: 3, struck: 1 }),
    fault("shutdown", 80, { struck: 0, beganAt: undefined, endedAt: undefined }),
  ];
  expect(broken(facts({ faults }))).toEqual({
    "every fault of the day has struck": [
      "umfutures: “one socket was cut, others rejected” was to strike 3 ×, and struck 1 ×",
      "everybody: “the exchange restarted, as announced” was to strike 1 ×, and struck 0 ×",
    ],
  });
});

test("a stream that is not live in the end has broken its promise, however little it has lost", () => {
  const streams = [
    stream("umfutures"),
    stream("spot", { state: "failed" }),
    stream("options", { state: "opening", audit: undefined }),
  ];
  expect(broken(facts({ streams }))).toEqual({
    "every stream was live in the end": [
      "spot: its stream is failed",
      "options: its stream is opening",
    ],
  });
});

test("of a day that was interrupted nobody asks that it has come to its end", () => {
  const faults = [fault("outage", 10), fault("cut", 60, { struck: 0 })];
  const streams = [stream("umfutures", { state: "interrupted" })];
  const titles = Object.keys(broken(facts({ faults, streams, isInterrupted: true })));
  expect(titles).toEqual(["no fault that left a socket made a gap"]);
});

test("a promise that was never put to the test was not kept", () => {
  const streams = [stream("umfutures", { audit: undefined })];
  expect(Object.keys(broken(facts({ streams, requests: [] })))).toEqual([
    "nothing was lost outside a gap",
    "nothing came twice",
    "everything came in its order",
    "every gap stood in its place, and was no wider than it had to be",
    "no request was sent while the exchange wanted none",
  ]);
});

test("a request while the exchange wants none is told with both times", () => {
  const until = minute(20);
  const limits = [
    { kind: "limited", at: minute(5), pool: "fapi", who: "192.0.2.1", until },
  ] as const;
  expect(broken(facts({ limits, requests: [request(5), request(19)] }))).toEqual({
    "no request was sent while the exchange wanted none": [
      "umfutures: a request was sent at 00:19:00, although the exchange wanted none before 00:20:00",
    ],
  });
});
