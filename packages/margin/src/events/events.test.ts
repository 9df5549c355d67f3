import { parsePayload } from "@listenkey/core/kit";
import type { AccountEvent } from "@listenkey/core/product";
import { describe, expect, expectTypeOf, test } from "vitest";
import {
  type ExecutionReport,
  margin,
  type MarginRiskEvent,
  type MarginTradeEvent,
} from "../index.ts";
import type { Example } from "./example.fixture.ts";
import { examples } from "./examples.fixture.ts";

const all: readonly Example[] = Object.values(examples).flat();

describe.each([margin.cross, margin.isolated("BTCUSDT"), margin.risk])("$id", ({ events }) => {
  const names: readonly string[] = events.names;
  const ids: Readonly<Record<string, readonly string[]>> = events.ids;
  const own = all.filter(({ data }) => names.includes(data.e));

  test.each(own)("$data.e, $source, is what its type says: $text", ({ text, data }) => {
    expect(parsePayload(text, ids[data.e])).toStrictEqual(data);
  });

  test("every event that the product names has an example, a documented one among them", () => {
    const documented = own.filter(({ source }) => source === "documented");
    expect([...new Set(documented.map(({ data }) => data.e))].toSorted()).toEqual(names.toSorted());
  });

  test("every declared id field is in an example, as a number that arrives as a string", () => {
    const paths = Object.entries(ids).flatMap(([e, fields]) => fields.map((path) => ({ e, path })));
    const absent = paths.filter(({ e, path }) => {
      const texts = own.filter(({ data }) => data.e === e).map(({ text }) => text);
      return !texts.some((text) => typeof at(JSON.parse(text), path) === "number");
    });
    expect(absent).toEqual([]);
  });
});

test("the type of an event tells which payload it has, on one stream or on any of them", () => {
  const orderIdOf = (event: AccountEvent<MarginTradeEvent | MarginRiskEvent>) => {
    if (event.type !== "executionReport") return undefined;
    expectTypeOf(event.data).toEqualTypeOf<ExecutionReport>();
    return event.data.i;
  };
  expectTypeOf(orderIdOf).returns.toEqualTypeOf<string | undefined>();
  expectTypeOf(orderIdOf).toBeCallableWith({} as AccountEvent<MarginTradeEvent>);
  expectTypeOf(orderIdOf).toBeCallableWith({} as AccountEvent<MarginRiskEvent>);
});

/** What stands at a path; in a list, at that of its first item. */
function at(value: unknown, path: string): unknown {
  return path
    .replace("[]", ".0")
    .split(".")
    .reduce<unknown>((holder, name) => (holder as Record<string, unknown>)[name], value);
}
