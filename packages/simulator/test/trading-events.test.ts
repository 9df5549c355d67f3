import { describe, expect, test } from "vitest";
import type { ProductId } from "../src/index.ts";
import { tradeFor, type ReadEvent } from "./audits/account-events.ts";
import { ordersIn } from "./audits/order-audit.ts";
import { documentedFields } from "./documented-fields.ts";

const products = Object.keys(documentedFields) as readonly ProductId[];
const STEPS = 400;

/** The names of all fields; those of nested objects and of array members behind a dot. */
function fieldNames(value: unknown, prefix = ""): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => fieldNames(item, prefix));
  if (typeof value !== "object" || value === null) return [prefix];
  return Object.entries(value).flatMap(([name, field]) =>
    fieldNames(field, prefix === "" ? name : `${prefix}.${name}`),
  );
}

/** What is wrong with the fields of an event. */
function complaints(product: ProductId, event: ReadEvent): readonly string[] {
  const { always = "", sometimes = "" } = documentedFields[product]?.[event.e] ?? {};
  const names = new Set(fieldNames(event));
  const allowed = new Set(`${always} ${sometimes}`.split(" "));
  const missing = always.split(" ").filter((name) => !names.has(name));
  const undocumented = [...names].filter((name) => !allowed.has(name));
  return [
    ...missing.map((name) => `${event.e} lacks ${name}`),
    ...undocumented.map((name) => `${event.e} has ${name}`),
  ];
}

describe.each(products)("%s", (product) => {
  test("events have the documented fields, and every kind of them comes", async () => {
    const { events } = await tradeFor(product, STEPS);
    expect(new Set(events.flatMap((event) => complaints(product, event)))).toEqual(new Set());
    const reported = ["PM_PRO_ACCOUNT_UPDATE"];
    const kinds = Object.keys(documentedFields[product] ?? {}).filter(
      (name) => !reported.includes(name),
    );
    expect([...new Set(events.map(({ e }) => e))].toSorted()).toEqual(kinds.toSorted());
  });

  test("times never run back, and nothing is told before it happened", async () => {
    const { events, clock } = await tradeFor(product, STEPS, { everyMs: 1 });
    const told = events.map(({ E }) => E);
    expect(told).toEqual(told.toSorted((one, other) => one - other));
    expect(told.at(-1)).toBeLessThanOrEqual(clock.now());
    // On Portfolio Margin the `T` of a liability is an id.
    const dated = events.filter(({ e, T }) => T !== undefined && e !== "liabilityChange");
    const early = dated.filter(({ T, E }) => (T as number) > E);
    expect(early).toEqual([]);
    const happened = dated.map(({ T }) => T as number);
    expect(happened).toEqual(happened.toSorted((one, other) => one - other));
  });

  test("the same seed tells the same day, another seed another", async () => {
    const texts = async (seed: number): Promise<readonly unknown[]> => {
      const { exchange } = await tradeFor(product, 50, { seed });
      return exchange.log.of("eventProduced").map(({ text }) => text);
    };
    const first = await texts(7);
    expect(await texts(7)).toEqual(first);
    expect(await texts(8)).not.toEqual(first);
  });
});

const ordering = products.filter((product) => !/risk|pro/.test(product));

describe.each(ordering)("ids on %s", (product) => {
  test.each(["documented", "large"] as const)("grow (%s)", async (ids) => {
    const { events } = await tradeFor(product, STEPS, { dialect: { ids } });
    const orders = ordersIn(events);
    const numbers = (type: string, field: string): readonly bigint[] =>
      orders.filter(({ x }) => x === type).map((order) => BigInt(order[field] as number));
    const placed = numbers("NEW", "i");
    for (const list of [placed, numbers("TRADE", "t")]) {
      expect(list).toEqual([...new Set(list)].toSorted((one, other) => (one < other ? -1 : 1)));
      expect(list.length).toBeGreaterThan(50);
    }
    const isBeyond = (placed[0] ?? 0n) > 2n ** 53n;
    expect(isBeyond).toBe(ids === "large" || product === "options");
  });
});
