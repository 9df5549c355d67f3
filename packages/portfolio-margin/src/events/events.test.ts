import { parsePayload } from "@listenkey/core/kit";
import { describe, expect, test } from "vitest";
import { portfolioMarginPro } from "../portfolio-margin-pro.ts";
import { portfolioMargin } from "../portfolio-margin.ts";
import { documentedPro } from "./documented-pro.fixture.ts";
import { documented } from "./documented.fixture.ts";
import { madeUp } from "./made-up.fixture.ts";

describe.each([
  { product: portfolioMargin, printed: documented, others: madeUp, unprinted: [] },
  // It has been announced by name alone.
  { product: portfolioMarginPro, printed: documentedPro, others: {}, unprinted: ["uniMMRDrop"] },
])("$product.id", ({ product, printed, others, unprinted }) => {
  const idPaths: Readonly<Record<string, readonly string[]>> = product.events.ids;
  const fixtures = Object.entries({ ...printed, ...others }).map(([title, fixture]) => ({
    title,
    ...fixture,
  }));

  test.each(fixtures)("$title is parsed to what its type says, every id as a string", (fixture) => {
    const { text, payload } = fixture;
    expect(parsePayload(text, idPaths[payload.e])).toStrictEqual(payload);
  });

  test("every event has an example from the documents, but for those that have none there", () => {
    const shown = new Set<string>(Object.values(printed).map(({ payload }) => payload.e));
    expect([...shown, ...unprinted].sort()).toEqual([...product.events.names].sort());
  });

  test("the declared ids are where the exchange puts them", () => {
    const declared = Object.entries(idPaths).flatMap(([name, paths]) =>
      paths.map((path) => ({ name, path })),
    );
    // A path that leads nowhere changes nothing.
    const astray = declared.filter(({ name, path }) =>
      fixtures.every(
        ({ payload, text }) =>
          payload.e !== name ||
          JSON.stringify(parsePayload(text, [path])) === JSON.stringify(parsePayload(text)),
      ),
    );
    expect(astray).toEqual([]);
  });
});
