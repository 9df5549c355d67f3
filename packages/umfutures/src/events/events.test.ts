import { parsePayload } from "@listenkey/core/kit";
import { expect, test } from "vitest";
import { umfutures } from "../umfutures.ts";
import { documented } from "./documented.fixture.ts";
import { madeUp } from "./made-up.fixture.ts";

const { ids, names } = umfutures.events;
const idPaths: Readonly<Record<string, readonly string[]>> = ids;
const fixtures = Object.entries({ ...documented, ...madeUp }).map(([title, fixture]) => ({
  title,
  ...fixture,
}));

test.each(fixtures)("$title is parsed to what its type says, every id as a string", (fixture) => {
  const { text, payload } = fixture;
  expect(parsePayload(text, idPaths[payload.e])).toStrictEqual(payload);
});

test("every event has an example from the documents", () => {
  const shown = new Set(Object.values(documented).map(({ payload }) => payload.e));
  expect([...shown].sort()).toEqual([...names].sort());
});

const declared = Object.entries(idPaths).flatMap(([name, paths]) =>
  paths.map((path) => ({ name, path })),
);

test.each(declared)("$path of $name is where the exchange puts an id", ({ name, path }) => {
  const texts = fixtures.filter(({ payload }) => payload.e === name).map(({ text }) => text);
  // A path that leads nowhere changes nothing.
  const changed = texts.filter(
    (text) => JSON.stringify(parsePayload(text, [path])) !== JSON.stringify(parsePayload(text)),
  );
  expect(changed).not.toEqual([]);
});
