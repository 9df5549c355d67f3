import { expect, test } from "vitest";
import { Beginning } from "./beginning.ts";
import { Likeness } from "./likeness.ts";
import { Piece } from "./piece.ts";

const LAG_MS = 5_000;

/** What was delivered, one letter an event, and what a feed has brought, laid over each other. */
function overlay(delivered: string, brought: string, mayBeOlder = false): Beginning {
  const likeness = new Likeness((text) => text);
  const beginning = new Beginning(likeness, () => (mayBeOlder ? Infinity : -Infinity));
  const piece = (text: string, arrival: number): Piece =>
    new Piece({ text, type: "ORDER", at: 0, receivedAt: 0 }, arrival);
  for (const [index, text] of brought.split("").entries()) beginning.bring(piece(text, index));
  for (const [index, text] of delivered.split("").entries()) {
    beginning.deliver(piece(text, index), false);
  }
  return beginning;
}

const letters = (pieces: readonly Piece[] = []): string =>
  pieces.map(({ frame }) => frame.text).join("");

test.each([
  { delivered: "aab", brought: "ab", owed: "", ahead: "", why: "only the second a fits" },
  { delivered: "aabc", brought: "ab", owed: "c", ahead: "", why: "and the last is still to come" },
  { delivered: "aab", brought: "abb", owed: "", ahead: "b", why: "and one is not delivered yet" },
  { delivered: "abac", brought: "ac", owed: "", ahead: "", why: "a is followed by c once" },
])("of $delivered, $brought is the end: $why", ({ delivered, brought, owed, ahead }) => {
  const beginning = overlay(delivered, brought);
  expect(beginning.decided(0, LAG_MS)).toBe(undefined);
  // By then, what the feed brought would have been delivered, if it was not before.
  const standing = beginning.decided(LAG_MS + 1, LAG_MS);
  expect([letters(standing?.owed), letters(standing?.ahead)]).toEqual([owed, ahead]);
});

test("a feed may have begun before everything that was delivered", () => {
  const standing = overlay("bc", "abc", true).decided(LAG_MS + 1, LAG_MS);
  expect(letters(standing?.ahead)).toBe("a");
  expect(overlay("bc", "abc", false).decided(LAG_MS + 1, LAG_MS)).toBe(undefined);
});

test("nothing is decided as long as two positions fit", () => {
  expect(overlay("aaa", "aa").decided(LAG_MS + 1, LAG_MS)).toBe(undefined);
});

test("when both sides are quiet, the position at which both have everything is the one", () => {
  const standing = overlay("aaa", "aa").level();
  expect([letters(standing?.owed), letters(standing?.ahead)]).toEqual(["", ""]);
  expect(overlay("aab", "aa").level()).toBe(undefined);
});

test("a feed that has to lead waits for what may tell, and then says what is in doubt", () => {
  expect(overlay("aab", "a").leading(false)).toBe("wait");
  const doubt = (delivered: string, brought: string): string[] => {
    const standing = overlay(delivered, brought).leading(true);
    if (standing === "wait" || standing === undefined) return ["none"];
    return [letters(standing.doubtful), letters(standing.ahead)];
  };
  expect(doubt("a", "b")).toEqual(["", "b"]);
  expect(doubt("a", "ab")).toEqual(["a", "b"]);
  expect(doubt("aa", "aaa")).toEqual(["aa", "a"]);
  expect(doubt("ab", "abc")).toEqual(["ab", "c"]);
});

test("a feed has begun with what was produced when it was live, at the latest", () => {
  const beginning = overlay("b", "a");
  const piece = (text: string): Piece =>
    new Piece({ text, type: "ORDER", at: 0, receivedAt: 0 }, 9);
  beginning.deliver(piece("a"), true);
  expect(letters(beginning.decided(0, LAG_MS)?.ahead)).toBe("");
  expect(beginning.decided(0, LAG_MS)).toBeDefined();
});
