import { parsePayload } from "@listenkey/core/kit";
import type { AccountEvent } from "@listenkey/core/product";
import { expect, expectTypeOf, test } from "vitest";
import { type ExecutionReport, spot, type SpotEvent } from "../index.ts";
import type { Example } from "./example.fixture.ts";
import { examples } from "./examples.fixture.ts";

const all: readonly Example[] = Object.values(examples).flat();
const ids: Readonly<Record<string, readonly string[]>> = spot.events.ids;

test.each(all)("$data.e, $source, is what its type says: $text", ({ text, data }) => {
  expect(parsePayload(text, ids[data.e])).toStrictEqual(data);
});

test("every event that the product names has an example, a documented one among them", () => {
  const documented = all.filter(({ source }) => source === "documented").map(({ data }) => data.e);
  expect([...new Set(documented)].toSorted()).toEqual(spot.events.names.toSorted());
});

test("every declared id field is in an example, as a number that arrives as a string", () => {
  const paths = Object.entries(ids).flatMap(([e, fields]) => fields.map((path) => ({ e, path })));
  const absent = paths.filter(({ e, path }) => {
    const texts = all.filter(({ data }) => data.e === e).map(({ text }) => text);
    return !texts.some((text) => typeof at(JSON.parse(text), path) === "number");
  });
  expect(paths).not.toEqual([]);
  expect(absent).toEqual([]);
});

test("the type of an event tells which payload it has", () => {
  const orderIdOf = (event: AccountEvent<SpotEvent>) => {
    if (event.type !== "executionReport") return undefined;
    expectTypeOf(event.data).toEqualTypeOf<ExecutionReport>();
    return event.data.i;
  };
  expectTypeOf(orderIdOf).returns.toEqualTypeOf<string | undefined>();
  expectTypeOf<Extract<AccountEvent<SpotEvent>, { type: "unknown" }>["data"]>().toBeUnknown();
});

/** What stands at a path; in a list, at that of its first item. */
function at(value: unknown, path: string): unknown {
  return path
    .replace("[]", ".0")
    .split(".")
    .reduce<unknown>((holder, name) => (holder as Record<string, unknown>)[name], value);
}
