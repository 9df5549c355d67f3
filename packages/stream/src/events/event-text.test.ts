import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventNameOf, eventTimeOf, identityOf } from "./event-text.ts";

/** Objects whose fields are often named as the ones that are looked for, at every depth, in any spelling of JSON. */
const objects = fc
  .dictionary(
    fc.oneof(fc.constantFrom("e", "E", "T", "o"), fc.string()),
    fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.record({ e: fc.string(), E: fc.nat(), o: fc.array(fc.record({ E: fc.nat() })) }),
    ),
  )
  .chain((value) =>
    fc.constantFrom(
      JSON.stringify(value),
      JSON.stringify(value, undefined, 2),
      JSON.stringify(value).replaceAll('"e":', String.raw`"\u0065" : `),
    ),
  );

function fieldsOf(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}

describe("the name of an event", () => {
  test.each([
    ["first", '{"e":"ORDER_TRADE_UPDATE","E":1,"o":{"e":"inner"}}'],
    ["spaced", ' {\n "e" : "ORDER_TRADE_UPDATE" , "E": 1}'],
    [
      "last, after nested ones",
      String.raw`{"o":{"e":"no"},"a":["e",{"e":1}],"c":"\"e\":\"no\\","e":"ORDER_TRADE_UPDATE"}`,
    ],
    ["with escapes in key and value", String.raw`{"\u0065":"ORDER\u005fTRADE_UPDATE"}`],
  ])("is read where it stands %s", (_, text) => {
    expect(eventNameOf(text)).toBe("ORDER_TRADE_UPDATE");
  });

  test.each(["{}", '{"o":{"e":"inner"}}', '{"E":1}', '{"e":1}', '{"e":null}', '{"e":{"e":"x"}}'])(
    "is absent where there is none: %s",
    (text) => {
      expect(eventNameOf(text)).toBeUndefined();
    },
  );

  test("may be empty", () => {
    expect(eventNameOf('{"e":""}')).toBe("");
  });

  test("is what parsing would have found", () => {
    fc.assert(
      fc.property(objects, (text) => {
        const { e } = fieldsOf(text);
        expect(eventNameOf(text)).toBe(typeof e === "string" ? e : undefined);
      }),
    );
  });
});

describe("the time of an event", () => {
  test.each([
    ["milliseconds", '{"e":"x","E":1568879465651,"o":{"E":2}}', 1568879465651],
    ["quoted milliseconds", '{"e":"x","E":"1736996475556"}', 1736996475556],
    ["microseconds", '{"e":"x","E":1749094553955907}', 1749094553955.907],
    ["quoted microseconds", '{"e":"x","E": "1749094553955907" }', 1749094553955.907],
    ["behind another time", '{"e":"x","T":2,"su":{"E":3,"x":[{"E":4}]},"E":1}', 1],
    ["zero", '{"E":0}', 0],
  ])("is read in %s", (_, text, time) => {
    expect(eventTimeOf(text, "E")).toBe(time);
  });

  test("is the first microsecond from 16 digits on", () => {
    expect(eventTimeOf('{"E":999999999999999}', "E")).toBe(999_999_999_999_999);
    expect(eventTimeOf('{"E":1000000000000000}', "E")).toBe(1_000_000_000_000);
  });

  test.each([
    "{}",
    '{"o":{"E":1}}',
    '{"E":null}',
    '{"E":""}',
    '{"E":"soon"}',
    '{"E":-1}',
    '{"E":{"E":1}}',
  ])("is absent where there is none: %s", (text) => {
    expect(eventTimeOf(text, "E")).toBeUndefined();
  });

  test("is the field that the product names", () => {
    expect(eventTimeOf('{"E":1,"updateTime":2}', "updateTime")).toBe(2);
  });
});

describe("the identity of an event", () => {
  test("is the same for copies that differ in their send time alone", () => {
    const first = '{"e":"x","E":1568879465651,"o":{"E":1}}';
    const copies = ['{"e":"x","E":1568879465999,"o":{"E":1}}', '{"e":"x","E":"1","o":{"E":1}}'];
    for (const copy of copies) expect(identityOf(copy, "E")).toBe(identityOf(first, "E"));
  });

  test.each([
    '{"e":"x","E":1568879465651,"o":{"E":2}}',
    '{"e":"x","E":1568879465651,"T":1,"o":{"E":1}}',
    '{"e":"x","o":{"E":1}}',
    '{"e":"y","E":1568879465651,"o":{"E":1}}',
  ])("is another for whatever else differs: %s", (other) => {
    expect(identityOf(other, "E")).not.toBe(
      identityOf('{"e":"x","E":1568879465651,"o":{"E":1}}', "E"),
    );
  });

  test("is the whole text where there is no time", () => {
    expect(identityOf('{"e":"x"}', "E")).toBe('{"e":"x"}');
  });

  test("tells apart exactly what differs beyond the time, whatever the events are", () => {
    fc.assert(
      fc.property(objects, objects, fc.nat(), (one, other, time) => {
        const at = (text: string) => JSON.stringify({ ...fieldsOf(text), E: time });
        const later = (text: string) => JSON.stringify({ ...fieldsOf(text), E: time + 1 });
        expect(identityOf(later(one), "E")).toBe(identityOf(at(one), "E"));
        expect(identityOf(later(other), "E") === identityOf(at(one), "E")).toBe(
          at(other) === at(one),
        );
      }),
    );
  });
});

test("text that is no event gives an answer, or none, but never throws nor hangs", () => {
  const broken = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(...Array.from('{}[]":,\\ eE1\n')) }),
    fc.tuple(objects, fc.nat()).map(([text, cut]) => text.slice(0, cut % (text.length + 1))),
  );
  const read = (text: string) => [eventNameOf(text), eventTimeOf(text, "E"), identityOf(text, "E")];
  fc.assert(
    fc.property(broken, (text) => {
      expect(() => read(text)).not.toThrow();
    }),
    { numRuns: 2_000 },
  );
});

describe("an event as the exchange writes it, its name first", () => {
  /** Strings that look like what is searched for, and fields that hide it. */
  const values = fc.oneof(
    fc.nat(),
    fc.constantFrom(',"E":5,', ":", ",", "{", "]", '"', "\\", "E"),
    fc.record({ E: fc.nat() }),
    fc.array(fc.record({ E: fc.nat() }), { maxLength: 2 }),
  );
  const fields = fc.dictionary(fc.constantFrom("T", "E", "o", "c", ",", '"E"'), values);
  const events = fc
    .tuple(fc.constantFrom("A", "ORDER_TRADE_UPDATE", "ORDER", 'q"e', "\\"), fields)
    .map(([e, rest]) => JSON.stringify({ e, ...rest }));

  test("has the name and the time that parsing would have found", () => {
    fc.assert(
      fc.property(events, (text) => {
        const { e, E } = fieldsOf(text);
        expect(eventNameOf(text)).toBe(e);
        const isTime = typeof E === "number" || (typeof E === "string" && /^\d+$/.test(E));
        expect(eventTimeOf(text, "E")).toBe(isTime ? Number(E) : undefined);
      }),
      { numRuns: 2_000 },
    );
  });

  test("has a name of its own, however many names there were before", () => {
    const names = Array.from({ length: 100 }, (_, index) => `NAME_${index}`);
    for (const name of [...names, ...names])
      expect(eventNameOf(`{"e":"${name}","E":1}`)).toBe(name);
  });
});
