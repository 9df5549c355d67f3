import { expect, test } from "vitest";
import { DerReader, TAG } from "./der-reader.ts";

const octets = (...bytes: number[]) => new DerReader(Uint8Array.of(TAG.octetString, ...bytes));

test("elements are read one after the other, and inside one another", () => {
  const reader = new DerReader(Uint8Array.of(0x30, 5, 2, 1, 7, 4, 0, 2, 1, 8));
  const inside = reader.inside(TAG.sequence);
  expect([...inside.next(TAG.integer)]).toEqual([7]);
  expect([...inside.next(TAG.octetString)]).toEqual([]);
  expect([...reader.next(TAG.integer)]).toEqual([8]);
});

test.each([
  [127, [127]],
  [128, [0x81, 128]],
  [300, [0x82, 1, 44]],
  [65_537, [0x83, 1, 0, 1]],
])("a length of %i bytes is understood", (length, written) => {
  const head = [TAG.octetString, ...written];
  const bytes = new Uint8Array(head.length + length + 1);
  bytes.set(head);
  expect(new DerReader(bytes).next(TAG.octetString)).toHaveLength(length);
});

test.each([
  ["the end of all bytes", octets(2, 1)],
  ["another type", new DerReader(Uint8Array.of(TAG.integer, 1, 1))],
  ["no length", octets()],
  ["a length that is not told", octets(0x80, ...new Uint8Array(200))],
  ["a length of more bytes than are there", octets(0x82, 1)],
  ["a length of four bytes", octets(0x84, 0, 0, 0, 1, 5)],
])("%s is no element", (_, reader) => {
  expect(() => reader.next(TAG.octetString)).toThrow(RangeError);
});
