import fc from "fast-check";
import { expect, test } from "vitest";
import { fingerprint } from "./fingerprint.ts";

const listenKey = "pqia91ma19a5s61cv6a81va65sdf19v8a65a1a5s61cv6a81va65sdf19v8a65a1";

// The examples of the function's author.
test.each([
  ["a", 7929297801672961],
  ["b", 8684336938537663],
  ["revenge", 4051478007546757],
  ["revenue", 8309097637345594],
])("the fingerprint of %s is the same in every process and version", (text, hash) => {
  expect(Number.parseInt(fingerprint(text), 36)).toBe(hash);
});

const secret = fc.string({ unit: "grapheme-ascii", maxLength: 128 });

test("it is eleven letters and digits, whatever the secret", () => {
  const property = fc.property(secret, (text) => {
    expect(fingerprint(text)).toMatch(/^[0-9a-z]{11}$/);
  });
  fc.assert(property);
});

test("secrets that differ in one character have different fingerprints", () => {
  const property = fc.property(secret, fc.nat(), (text, where) => {
    const at = where % (text.length + 1);
    const other = `${text.slice(0, at)}x${text.slice(at)}`;
    expect(fingerprint(other)).not.toBe(fingerprint(text));
  });
  fc.assert(property);
});

test("no part of a secret is shown", () => {
  for (let length = 0; length <= listenKey.length; length += 1) {
    const shown = fingerprint(listenKey.slice(0, length));
    for (let start = 0; start + 4 <= shown.length; start += 1)
      expect(listenKey).not.toContain(shown.slice(start, start + 4));
  }
});
