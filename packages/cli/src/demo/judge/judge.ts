import type { KeyRecord, LogRecord } from "@listenkey/simulator";
import { clockTime, duration } from "../time-words.ts";
import type { DayFacts, JudgedProduct } from "./day-facts.ts";
import { CAUSES, type Incident } from "./incident.ts";
import { incidentsOf } from "./incidents.ts";
import { isRequestOf } from "./key-requests.ts";
import { missingFaults } from "./schedule.ts";
import { silencesOf } from "./silences.ts";

/** What the judge finds. */
export interface Judgement {
  /** Whether every promise was kept. */
  readonly kept: boolean;
  readonly promises: readonly JudgedPromise[];
  /** Everything that went wrong during the day, and how it ended. */
  readonly incidents: readonly Incident[];
}

/** A promise, and whether it was kept. */
export interface JudgedPromise {
  readonly title: string;
  /** How many times it was put to the test; never having been tested is not having been kept. */
  readonly checks: number;
  /** What broke it, in plain words. */
  readonly broken: readonly string[];
}

/** Judges the day by the exchange's own log. Pure. */
export function judge(facts: DayFacts): Judgement {
  const incidents = facts.products.flatMap((product) => incidentsOf(facts, product));
  const promises = [
    keysKept(facts),
    recovered(incidents, facts.until),
    silencesKept(facts),
    ...(facts.expected.length > 0 ? [faultsStruck(facts)] : []),
  ];
  return { kept: promises.every(isKept), promises, incidents };
}

function faultsStruck({ records, expected }: DayFacts): JudgedPromise {
  return {
    title: "every fault of the day has struck",
    checks: expected.length,
    broken: missingFaults(records, expected),
  };
}

/** Whether a promise was put to the test, and nothing broke it. */
export function isKept({ checks, broken }: JudgedPromise): boolean {
  return checks > 0 && broken.length === 0;
}

function keysKept({ records, products }: DayFacts): JudgedPromise {
  const names = new Set(products.map(({ name }) => name));
  const ends = records.filter(isKeyRecord).filter(({ account }) => names.has(account));
  const without = products.filter(({ name }) => !ends.some(({ account }) => account === name));
  return {
    title: "no key was lost but where the exchange ended it",
    checks: ends.length,
    broken: [
      ...without.map(({ name }) => `${name}: it never got a listen key`),
      ...ends.flatMap((record) => lossOf(record) ?? []),
    ],
  };
}

function isKeyRecord(record: LogRecord): record is KeyRecord {
  return record.kind.startsWith("key");
}

function lossOf({ kind, by, account, key, at }: KeyRecord): string | undefined {
  if (kind === "keyExpired" && by === "time") {
    return `${account}: listen key ${key} ran out at ${clockTime(at)}, because nobody renewed it in time`;
  }
  if (kind === "keyRevoked" && by === "request") {
    return `${account}: listen key ${key} was deleted at ${clockTime(at)} by a request of ours`;
  }
  return undefined;
}

function recovered(incidents: readonly Incident[], until: number): JudgedPromise {
  return {
    title: "every recovery was within its bound",
    checks: incidents.length,
    broken: incidents
      .filter(({ endedAt, deadline }) => (endedAt ?? until) > deadline)
      .map((incident) => tooLong(incident)),
  };
}

function tooLong({ product, cause, beganAt, endedAt, deadline }: Incident): string {
  const allowed = `at most ${duration(deadline - beganAt)} were allowed`;
  const what = `${product}: ${CAUSES[cause]} at ${clockTime(beganAt)}`;
  return endedAt === undefined
    ? `${what}, and it had not recovered at the end of the day; ${allowed}`
    : `${what}, and it took ${duration(endedAt - beganAt)} to recover; ${allowed}`;
}

function silencesKept(facts: DayFacts): JudgedPromise {
  const silences = silencesOf(facts);
  const requests = facts.products.flatMap((product) => requestsOf(facts, product));
  return {
    title: "no request was sent while the exchange wanted none",
    checks: requests.length,
    broken: requests.flatMap(({ at, product }) =>
      silences
        .filter(({ from, until, holds }) => from < at && at < until && holds(product))
        .map(
          ({ pool, until }) =>
            `${product.name}: a request was sent at ${clockTime(at)}, ` +
            `although the exchange wanted none in the pool ${pool} before ${clockTime(until)}`,
        ),
    ),
  };
}

function requestsOf(
  { records }: DayFacts,
  product: JudgedProduct,
): readonly { readonly at: number; readonly product: JudgedProduct }[] {
  return records.filter(isRequestOf(product.name)).map(({ at }) => ({ at, product }));
}
